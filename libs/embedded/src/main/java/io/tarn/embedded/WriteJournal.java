package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writes to the object store that have begun and not ended. S3Proxy writes an object to {@code
 * <key>-<uuid>} and renames it; a kill leaves that file, which then looks like an object. For each
 * write there is a small file here meanwhile, so that the next start knows what to remove, and
 * listings know what to hide. Thread-safe.
 */
final class WriteJournal {
  private static final Logger LOG = LoggerFactory.getLogger(WriteJournal.class);
  private static final Pattern UUID_SUFFIX =
      Pattern.compile("-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  private static final int UUID_SUFFIX_LENGTH = 37;

  private final Path journal;
  private final Path store;

  /** How many writes are in work for each target file. Guarded by itself. */
  private final Map<Path, Integer> inWork = new HashMap<>();

  private WriteJournal(Path journal, Path store) {
    this.journal = journal;
    this.store = store;
  }

  /** Opens the journal of a store that nobody uses yet, and removes what killed writes left. */
  static WriteJournal open(Path journal, Path store) throws IOException {
    Files.createDirectories(journal);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(journal)) {
      for (Path entry : entries) {
        sweep(entry, store);
        Files.delete(entry);
      }
    }
    return new WriteJournal(journal, store);
  }

  /** A write in work: closed when it has ended, well or not. */
  interface Write extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  Write begin(String bucket, String key) throws IOException {
    Path entry = journal.resolve(UUID.randomUUID().toString());
    Files.writeString(entry, bucket + "\n" + key);
    Path target = store.resolve(bucket).resolve(key).normalize();
    synchronized (inWork) {
      inWork.merge(target, 1, Integer::sum);
    }
    return () -> {
      synchronized (inWork) {
        inWork.computeIfPresent(target, (same, count) -> count == 1 ? null : count - 1);
      }
      Files.deleteIfExists(entry);
    };
  }

  /** Whether the key is that of a file which a write in work has not renamed yet. */
  boolean isUnfinished(String bucket, String key) {
    int end = key.length() - UUID_SUFFIX_LENGTH;
    if (end <= 0 || !UUID_SUFFIX.matcher(key).region(end, key.length()).matches()) {
      return false;
    }
    Path target = store.resolve(bucket).resolve(key.substring(0, end)).normalize();
    synchronized (inWork) {
      return inWork.containsKey(target);
    }
  }

  /** Removes the folder and those above it, below {@code top}, that are empty and stay so. */
  void removeEmptyFolders(Path top, Path folder) throws IOException {
    synchronized (inWork) {
      for (Path at = folder; !at.equals(top); at = Durably.parent(at)) {
        Path candidate = at;
        if (inWork.keySet().stream().anyMatch(target -> target.startsWith(candidate))
            || ObjectAttributes.isFinished(at)) {
          return;
        }
        try {
          Files.deleteIfExists(at);
        } catch (DirectoryNotEmptyException e) {
          return;
        }
      }
    }
  }

  private static void sweep(Path entry, Path store) throws IOException {
    List<String> lines = Files.readString(entry).lines().toList();
    if (lines.size() != 2) {
      return; // the kill came before a byte of the object was written
    }
    FileTime begun = Files.getLastModifiedTime(entry);
    Path target = store.resolve(lines.get(0)).resolve(lines.get(1)).normalize();
    if (!target.startsWith(store) || !Files.isDirectory(Durably.parent(target))) {
      return;
    }
    String name = target.getFileName().toString();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Durably.parent(target), file -> isLeftover(file, name, begun))) {
      for (Path file : files) {
        LOG.info("Removing {}, left by a write that did not end", file);
        Files.delete(file);
      }
    }
  }

  private static boolean isLeftover(Path file, String name, FileTime begun) throws IOException {
    String candidate = file.getFileName().toString();
    return candidate.startsWith(name)
        && UUID_SUFFIX.matcher(candidate.substring(name.length())).matches()
        && Files.isRegularFile(file)
        && Files.getLastModifiedTime(file).compareTo(begun) >= 0
        && !ObjectAttributes.isFinished(file);
  }
}
