package io.tarn.ingest.csv;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes good records to the spool as they stand in the text, with LF as the only newline between
 * them. Records that follow each other in the window are written at once, so {@link #flush} must be
 * called before the window moves. Not thread-safe; the stream stays open.
 */
final class SpoolWriter {
  private static final int BUFFER_BYTES = 64 << 10;

  private final OutputStream out;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int used;
  private byte[] run = {};
  private int runStart;
  private int runEnd = -1;
  private int longestRecord;

  SpoolWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * Adds a record.
   *
   * @param end after its content
   * @param next after its newline, the same as {@code end} if it has none
   */
  void add(byte[] bytes, int start, int end, int next) throws IOException {
    if (start != runEnd) {
      flushRun();
      run = bytes;
      runStart = start;
    }
    if (next == end + 1 && bytes[end] == '\n') {
      runEnd = next;
    } else {
      runEnd = end;
      flushRun();
      append('\n');
    }
    longestRecord = Math.max(longestRecord, end - start);
  }

  /** Adds a line of ASCII. */
  void addLine(String line) throws IOException {
    for (int i = 0; i < line.length(); i++) {
      append(line.charAt(i));
    }
    append('\n');
  }

  /** Writes out all that was added. */
  void flush() throws IOException {
    flushRun();
    flushBuffer();
  }

  /** The longest record's bytes, without newline. */
  int longestRecord() {
    return longestRecord;
  }

  private void flushRun() throws IOException {
    int length = runEnd - runStart;
    if (runEnd < 0 || length == 0) {
      runEnd = -1;
      return;
    }
    if (length > buffer.length - used) {
      flushBuffer();
    }
    if (length > buffer.length) {
      out.write(run, runStart, length);
    } else {
      System.arraycopy(run, runStart, buffer, used, length);
      used += length;
    }
    runEnd = -1;
  }

  private void append(char c) throws IOException {
    if (used == buffer.length) {
      flushBuffer();
    }
    buffer[used++] = (byte) c;
  }

  private void flushBuffer() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }
}
