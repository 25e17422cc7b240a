package io.tarn.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads a log from its end, and on as it grows and rolls. */
final class LogTail {
  private static final long POLL_MILLIS = 200;
  private static final int MAX_CHUNK = 1 << 20;

  private final Path file;
  private final String prefix;
  private long position;

  /**
   * @param prefix stands before each line
   */
  LogTail(Path file, String prefix) {
    this.file = file;
    this.prefix = prefix;
  }

  /** Prints the last lines, as far as they are in the last mebibyte. */
  void printLast(int count, PrintStream out) throws IOException {
    position = Math.max(0, Files.size(file) - MAX_CHUNK);
    ArrayDeque<String> last = new ArrayDeque<>();
    for (String line : readNew()) {
      last.add(line);
      if (last.size() > count) {
        last.removeFirst();
      }
    }
    last.forEach(line -> out.println(prefix + line));
  }

  /** Prints the whole lines that have come since. */
  void printNew(PrintStream out) throws IOException {
    readNew().forEach(line -> out.println(prefix + line));
  }

  /** Returns when one of the files has another size than was read. */
  static void awaitChange(List<LogTail> tails) throws IOException, InterruptedException {
    while (true) {
      for (LogTail tail : tails) {
        if (Files.exists(tail.file) && Files.size(tail.file) != tail.position) {
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    }
  }

  private List<String> readNew() throws IOException {
    try (RandomAccessFile reader = new RandomAccessFile(file.toFile(), "r")) {
      if (reader.length() < position) {
        position = 0; // the log has rolled
      }
      reader.seek(position);
      byte[] chunk = new byte[(int) Math.min(MAX_CHUNK, reader.length() - position)];
      reader.readFully(chunk);
      String text = new String(chunk, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      String whole = text.substring(0, end);
      position += whole.getBytes(StandardCharsets.UTF_8).length;
      return whole.lines().toList();
    }
  }
}
