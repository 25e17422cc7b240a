package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
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
  private final StoreFolders folders;

  private WriteJournal(Path journal, StoreFolders folders) {
    this.journal = journal;
    this.folders = folders;
  }

  /** Opens the journal of a store that nobody uses yet, and removes what killed writes left. */
  static WriteJournal open(Path journal, StoreFolders folders) throws IOException {
    Files.createDirectories(journal);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(journal)) {
      for (Path entry : entries) {
        sweep(entry, folders);
        Files.delete(entry);
      }
    }
    return new WriteJournal(journal, folders);
  }

  /** A write in work: closed when it has ended, well or not. */
  interface Write extends AutoCloseable {
    @Override
    void close() throws IOException;
  }

  Write begin(String bucket, String key) throws IOException {
    Path entry = journal.resolve(UUID.randomUUID().toString());
    Files.writeString(entry, bucket + "\n" + key);
    Path target = folders.file(bucket, key);
    folders.enter(target);
    return () -> {
      folders.leave(target);
      Files.deleteIfExists(entry);
    };
  }

  /** Whether the key is that of a file which a write in work has not renamed yet. */
  boolean isUnfinished(String bucket, String key) {
    int end = key.length() - UUID_SUFFIX_LENGTH;
    return end > 0
        && UUID_SUFFIX.matcher(key).region(end, key.length()).matches()
        && folders.isInWork(folders.file(bucket, key.substring(0, end)));
  }

  private static void sweep(Path entry, StoreFolders folders) throws IOException {
    List<String> lines = Files.readString(entry).lines().toList();
    if (lines.size() != 2) {
      return; // the kill came before a byte of the object was written
    }
    FileTime begun = Files.getLastModifiedTime(entry);
    Path target = folders.file(lines.get(0), lines.get(1));
    if (!Files.isDirectory(Durably.parent(target))) {
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
