package io.tarn.engine.contract;

import io.tarn.kernel.table.FileAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** An object store that is a folder, which counts the leases that are open. Thread-safe. */
final class StoredFiles implements FileAccess {
  private static final String BUCKET = "curated";

  private final Path folder;
  private final AtomicInteger leases = new AtomicInteger();

  StoredFiles(Path folder) {
    this.folder = folder;
  }

  URI uri(String name) {
    return URI.create("s3://" + BUCKET + "/" + name);
  }

  Path path(URI object) {
    return folder.resolve(object.getHost() + object.getPath());
  }

  /** Leases that were opened and not closed. */
  int openLeases() {
    return leases.get();
  }

  @Override
  public List<Path> roots() {
    return List.of(folder.resolve(BUCKET));
  }

  @Override
  public Lease open(Collection<URI> objects) {
    List<URI> asked = List.copyOf(objects);
    AtomicBoolean open = new AtomicBoolean(true);
    leases.incrementAndGet();
    return new Lease() {
      @Override
      public Path path(URI object) {
        if (!open.get() || !asked.contains(object)) {
          throw new IllegalArgumentException(object + " is not part of the lease");
        }
        return StoredFiles.this.path(object);
      }

      @Override
      public void close() {
        if (open.compareAndSet(true, false)) {
          leases.decrementAndGet();
        }
      }
    };
  }
}
