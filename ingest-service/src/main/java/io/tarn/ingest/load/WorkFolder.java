package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The folder in which loads are worked on, and its disk's free space. */
final class WorkFolder {
  private static final Logger LOG = Logger.getLogger(WorkFolder.class);
  private static final long CHECK_EVERY_BYTES = 32L << 20;

  private WorkFolder() {}

  /** Deletes a folder with all that is in it; nothing if there is none. */
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> files = Files.walk(folder)) {
      deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.deleteIfExists(file);
    }
  }

  /** A new file in the folder, not written further than the disk's reserve allows. */
  static OutputStream create(Path folder, String name, long reservedBytes) throws IOException {
    checkSpace(folder, reservedBytes);
    return new FilterOutputStream(Files.newOutputStream(folder.resolve(name))) {
      private long unchecked;

      @Override
      public void write(int b) throws IOException {
        out.write(b);
        count(1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        count(length);
      }

      private void count(int length) throws IOException {
        unchecked += length;
        if (unchecked >= CHECK_EVERY_BYTES) {
          unchecked = 0;
          checkSpace(folder, reservedBytes);
        }
      }
    };
  }

  /** What a failed write means: the disk is full, or else it is ours. */
  static ProblemException problem(IOException e, Path folder) {
    return isFull(folder)
        ? full(e)
        : new ProblemException(
            ErrorCode.SERVICE_UNAVAILABLE, "The file could not be read or written: try again.", e);
  }

  /** Whether so little room is left on the folder's disk that a failed write failed for that. */
  static boolean isFull(Path folder) {
    for (Path path = folder; path != null; path = path.getParent()) {
      if (Files.exists(path)) {
        try {
          return Files.getFileStore(path).getUsableSpace() < CHECK_EVERY_BYTES;
        } catch (IOException e) {
          LOG.warnf(e, "The free space of %s is not known", path);
          return false;
        }
      }
    }
    return false;
  }

  private static void checkSpace(Path folder, long reservedBytes) throws IOException {
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < reservedBytes) {
      throw full(new IOException("usable space is " + usable + " bytes"));
    }
  }

  static ProblemException full(Exception e) {
    return new ProblemException(
        ErrorCode.STORAGE_FULL,
        "The disk on which files are prepared is full: free some space; the load is then tried"
            + " again by itself.",
        e);
  }
}
