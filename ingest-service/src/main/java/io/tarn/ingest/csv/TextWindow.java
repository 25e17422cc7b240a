package io.tarn.ingest.csv;

import java.io.IOException;

/**
 * The part of the text that is in memory: bytes from {@code position} to {@code limit}, all of the
 * record that is being read. Beyond the limit the array has room for {@link #SLACK} bytes, so that
 * words may be read across it. Not thread-safe.
 */
final class TextWindow {
  /** Bytes that may be read, and the one that may be written, beyond the limit. */
  static final int SLACK = 16;

  private static final int FIRST_BYTES = 1 << 20;

  private final ReadAhead input;
  private final int maxBytes;
  private long base;

  /** Where {@code bytes[0]} stands in the file; the bytes before the text belong to it. */
  byte[] bytes;

  int position;
  int limit;

  /** Whether nothing follows the limit. */
  boolean ended;

  /**
   * @param firstOffset the offset of the first decoded byte in the decoded file
   * @param maxBytes the most bytes that are held at once
   */
  TextWindow(ReadAhead input, int firstOffset, int maxBytes) {
    this.input = input;
    this.maxBytes = maxBytes;
    this.bytes = new byte[Math.min(FIRST_BYTES, maxBytes) + 2 * SLACK];
    this.position = SLACK;
    this.limit = SLACK;
    this.base = (long) firstOffset - SLACK;
  }

  /** The offset in the decoded file of the byte at this index. */
  long offset(int index) {
    return base + index;
  }

  /**
   * Reads more behind the limit, as much as there is room for, dropping what stands before the
   * position.
   *
   * @return false if there is nothing more, or no room: see {@code ended}
   * @throws BrokenFileException if the text cannot be decoded from here on; all before it was given
   */
  boolean more() throws IOException {
    if (ended) {
      return false;
    }
    makeRoom();
    int before = limit;
    int end = bytes.length - SLACK;
    while (limit < end && !ended) {
      int count = read(end, limit > before);
      if (count == 0) {
        break;
      }
      ended = count < 0;
      limit += Math.max(count, 0);
    }
    return limit > before;
  }

  private int read(int end, boolean some) throws IOException {
    try {
      return input.read(bytes, limit, end - limit);
    } catch (BrokenFileException broken) {
      if (some) {
        return 0; // it is thrown again at the next call
      }
      throw broken;
    }
  }

  private void makeRoom() {
    int held = limit - position;
    int capacity = bytes.length - 2 * SLACK;
    byte[] target = bytes;
    if (held > capacity / 2 && capacity < maxBytes) {
      target = new byte[(int) Math.min(maxBytes, 2L * capacity) + 2 * SLACK];
    }
    System.arraycopy(bytes, position, target, SLACK, held);
    target[SLACK - 1] = '\n'; // never a quote before the first field
    base += position - SLACK;
    position = SLACK;
    limit = SLACK + held;
    bytes = target;
  }
}
