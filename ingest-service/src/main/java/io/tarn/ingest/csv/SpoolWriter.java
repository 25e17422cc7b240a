package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Writes good records to the spool in the form that {@link Spool} describes. Records without quotes
 * pass as they are, those that follow each other in the window at once, so {@link #flush} must be
 * called before the window moves. Not thread-safe; the stream stays open.
 */
final class SpoolWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int BUFFER_BYTES = 64 << 10;

  /** A record of so many bytes fits into the buffer, whatever it becomes. */
  private static final int SHORT_RECORD = 4 << 10;

  private final OutputStream out;
  private final byte delimiter;
  private final byte[] buffer = new byte[BUFFER_BYTES + TextWindow.SLACK];
  private int used;

  /** For each field the bits of the codes that were written. */
  private byte[] codes = {};

  private byte[] run = {};
  private int runStart;
  private int runEnd = -1;
  private long flushed;
  private int longestLine;

  SpoolWriter(OutputStream out, Delimiter delimiter) {
    this.out = out;
    this.delimiter = (byte) delimiter.value();
  }

  /** Writes the first line, for records of so many fields. */
  void begin(int fields) throws IOException {
    codes = new byte[fields];
    for (int i = 0; i < fields; i++) {
      if (i > 0) {
        put(delimiter);
      }
      for (byte b : Spool.fieldName(i).getBytes(US_ASCII)) {
        put(b);
      }
    }
    endLine(0);
  }

  /** Adds a record of one NULL, which must not become an empty line. */
  void addNull() throws IOException {
    flushRun();
    long start = flushed + used;
    putCode(0, SpoolCode.NULL);
    endLine(start);
  }

  /** Adds the record that the scanner found. */
  void add(byte[] bytes, RecordScanner record) throws IOException {
    if (record.special || (record.quoted && record.end - record.start > SHORT_RECORD)) {
      addFields(bytes, record);
    } else if (record.quoted) {
      addQuoted(bytes, record);
    } else {
      addPlain(bytes, record.start, record.end, record.next());
    }
  }

  private void addPlain(byte[] bytes, int start, int end, int next) throws IOException {
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
      put((byte) '\n');
    }
    longestLine = Math.max(longestLine, end - start);
  }

  /** The same as {@link #addFields} for a short record without special characters, but faster. */
  private void addQuoted(byte[] bytes, RecordScanner record) throws IOException {
    flushRun();
    if (BUFFER_BYTES - used < 3 * SHORT_RECORD) {
      flushBuffer();
    }
    byte[] target = buffer;
    int[] from = record.from;
    int[] to = record.to;
    int start = used;
    int q = start;
    for (int i = 0; i < codes.length; i++) {
      int begin = from[i];
      int end = to[i];
      if (begin == end && bytes[begin - 1] == '"') {
        codes[i] |= (byte) SpoolCode.EMPTY.bit();
        target[q++] = SpoolCode.ESCAPE;
        target[q++] = SpoolCode.EMPTY.letter();
      }
      int after = q + end - begin;
      for (int p = begin; p < end; p += Long.BYTES, q += Long.BYTES) {
        LONG.set(target, q, (long) LONG.get(bytes, p));
      }
      target[after] = delimiter;
      q = after + 1;
    }
    target[q - 1] = '\n';
    used = q;
    longestLine = Math.max(longestLine, q - 1 - start);
  }

  private void addFields(byte[] bytes, RecordScanner record) throws IOException {
    flushRun();
    long start = flushed + used;
    int[] from = record.from;
    int[] to = record.to;
    for (int i = 0; i < codes.length; i++) {
      if (i > 0) {
        put(delimiter);
      }
      int begin = from[i];
      int end = to[i];
      if (begin == end) {
        if (bytes[begin - 1] == '"') {
          putCode(i, SpoolCode.EMPTY);
        }
      } else if (record.special) {
        encode(i, bytes, begin, end, Text.isQuoted(bytes, begin));
      } else {
        copy(bytes, begin, end);
      }
    }
    endLine(start);
  }

  private void encode(int field, byte[] bytes, int begin, int end, boolean quoted)
      throws IOException {
    for (int p = begin; p < end; p++) {
      byte b = bytes[p];
      if (b == delimiter) {
        putCode(field, SpoolCode.DELIMITER);
      } else {
        switch (b) {
          case SpoolCode.ESCAPE -> putCode(field, SpoolCode.ESCAPED);
          case '\n' -> putCode(field, SpoolCode.LF);
          case '\r' -> putCode(field, SpoolCode.CR);
          case '"' -> {
            put(b);
            p += quoted ? 1 : 0; // it is doubled in the text
          }
          default -> put(b);
        }
      }
    }
  }

  private void putCode(int field, SpoolCode code) throws IOException {
    codes[field] |= (byte) code.bit();
    put(SpoolCode.ESCAPE);
    put(code.letter());
  }

  private void endLine(long start) throws IOException {
    longestLine = (int) Math.max(longestLine, flushed + used - start);
    put((byte) '\n');
  }

  /** Writes out all that was added. */
  void flush() throws IOException {
    flushRun();
    flushBuffer();
  }

  /** The codes that stand in the values of this field. */
  Set<SpoolCode> codes(int field) {
    return SpoolCode.ofBits(codes[field]);
  }

  /** The longest line's bytes, without newline. */
  int longestLine() {
    return longestLine;
  }

  private void flushRun() throws IOException {
    if (runEnd > runStart) {
      copy(run, runStart, runEnd);
    }
    runEnd = -1;
  }

  /** The array must reach {@link TextWindow#SLACK} bytes beyond the end. */
  private void copy(byte[] bytes, int begin, int end) throws IOException {
    int length = end - begin;
    if (length > BUFFER_BYTES - used) {
      flushBuffer();
    }
    if (length > BUFFER_BYTES) {
      out.write(bytes, begin, length);
      flushed += length;
      return;
    }
    if (length <= Long.BYTES) {
      LONG.set(buffer, used, (long) LONG.get(bytes, begin));
    } else {
      System.arraycopy(bytes, begin, buffer, used, length);
    }
    used += length;
  }

  private void put(byte b) throws IOException {
    if (used == BUFFER_BYTES) {
      flushBuffer();
    }
    buffer[used++] = b;
  }

  private void flushBuffer() throws IOException {
    out.write(buffer, 0, used);
    flushed += used;
    used = 0;
  }
}
