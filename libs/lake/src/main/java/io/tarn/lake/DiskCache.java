package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.FileAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Copies of immutable objects in a folder on this machine, of which those used least recently give
 * way to new ones. Objects are fetched once however many ask for them. Thread-safe.
 */
public final class DiskCache implements FileAccess, AutoCloseable {
  private static final int FETCHERS = 8;

  /** With less room left a failed copy failed for that. */
  private static final long FULL_BYTES = 1L << 20;

  private final ObjectStore store;
  private final Path folder;
  private final long maxBytes;
  private final ExecutorService fetchers =
      Executors.newFixedThreadPool(
          FETCHERS, Thread.ofPlatform().name("fetch-", 0).daemon().factory());

  /** By use, the least recent first; guarded by this. */
  private final LinkedHashMap<URI, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;

  private static final class Entry {
    final Path path;
    final CompletableFuture<Long> fetched;
    int leases;

    Entry(Path path, CompletableFuture<Long> fetched) {
      this.path = path;
      this.fetched = fetched;
    }
  }

  /**
   * @param folder its own; what it finds there is deleted
   * @param maxBytes what the copies may take; more only while leases hold them
   */
  public DiskCache(ObjectStore store, Path folder, long maxBytes) {
    this.store = store;
    this.folder = folder.toAbsolutePath().normalize();
    this.maxBytes = maxBytes;
    try {
      Files.createDirectories(this.folder);
      try (var old = Files.newDirectoryStream(this.folder)) {
        for (Path file : old) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<Path> roots() {
    return List.of(folder);
  }

  @Override
  public Lease open(Collection<URI> objects) throws InterruptedException {
    Map<URI, Entry> held = new HashMap<>();
    Lease lease = new HeldFiles(held);
    try {
      for (URI object : objects) {
        if (!held.containsKey(object)) {
          held.put(object, hold(object));
        }
      }
      for (Entry entry : held.values()) {
        entry.fetched.get();
      }
      evict();
      return lease;
    } catch (ExecutionException e) {
      lease.close();
      if (e.getCause() instanceof ProblemException problem) {
        throw new ProblemException(problem.code(), problem.detail(), e);
      }
      throw new ProblemException(
          ErrorCode.SERVICE_UNAVAILABLE, "A data file could not be fetched: try again.", e);
    } catch (InterruptedException e) {
      lease.close();
      throw e;
    }
  }

  /** Takes a file that is known to be a copy of an object into the cache, by moving it. */
  public void adopt(URI object, Path file) throws IOException {
    Path target = newPath();
    long size = Files.size(file);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    boolean known;
    synchronized (this) {
      known = entries.containsKey(object);
      if (!known) {
        entries.put(object, new Entry(target, CompletableFuture.completedFuture(size)));
        bytes += size;
      }
    }
    if (known) {
      Files.delete(target);
    }
    evict();
  }

  private synchronized Entry hold(URI object) {
    Entry entry = entries.get(object);
    if (entry != null && entry.fetched.isCompletedExceptionally()) {
      entries.remove(object);
      entry = null;
    }
    if (entry == null) {
      Path path = newPath();
      entry = new Entry(path, CompletableFuture.supplyAsync(() -> fetch(object, path), fetchers));
      entries.put(object, entry);
    }
    entry.leases++;
    return entry;
  }

  private long fetch(URI object, Path path) {
    try {
      download(object, path);
      long size = Files.size(path);
      synchronized (this) {
        bytes += size;
      }
      return size;
    } catch (IOException e) {
      throw new CompletionException(e);
    }
  }

  private void download(URI object, Path path) throws IOException {
    try {
      store.download(object, path);
    } catch (ProblemException e) {
      if (Files.getFileStore(folder).getUsableSpace() < FULL_BYTES) {
        throw new ProblemException(
            ErrorCode.STORAGE_FULL, "The disk of the cache is full: free some space.", e);
      }
      throw e;
    }
  }

  private Path newPath() {
    return folder.resolve(Ids.next() + ".parquet");
  }

  private void evict() {
    List<Path> gone = new ArrayList<>();
    synchronized (this) {
      Iterator<Entry> oldestFirst = entries.values().iterator();
      while (bytes > maxBytes && oldestFirst.hasNext()) {
        Entry entry = oldestFirst.next();
        if (entry.leases == 0 && entry.fetched.state() == CompletableFuture.State.SUCCESS) {
          oldestFirst.remove();
          bytes -= entry.fetched.resultNow();
          gone.add(entry.path);
        }
      }
    }
    for (Path path : gone) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    fetchers.shutdownNow();
  }

  private final class HeldFiles implements Lease {
    private final Map<URI, Entry> held;
    private boolean closed;

    HeldFiles(Map<URI, Entry> held) {
      this.held = held;
    }

    @Override
    public Path path(URI object) {
      Entry entry = held.get(object);
      if (entry == null) {
        throw new IllegalArgumentException(object + " is not part of the lease");
      }
      return entry.path;
    }

    @Override
    public void close() {
      synchronized (DiskCache.this) {
        if (closed) {
          return;
        }
        closed = true;
        held.forEach(
            (object, entry) -> {
              entry.leases--;
              if (entry.leases == 0 && entry.fetched.isCompletedExceptionally()) {
                entries.remove(object, entry);
              }
            });
      }
      evict();
    }
  }
}
