package io.tarn.ingest.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks that a stream of bytes is UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above
 * U+10FFFF) without NUL. Keeps its state between the pieces of the stream. Not thread-safe.
 */
final class Utf8Check {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final long ONES = 0x0101_0101_0101_0101L;

  /** Continuation bytes still to come of the sequence begun, and the range of the next one. */
  private int missing;

  private int least = 0x80;
  private int most = 0xBF;

  /**
   * Checks the next piece.
   *
   * @return the index of the first byte that cannot stand there, or {@code to}
   */
  int check(byte[] bytes, int from, int to) {
    int p = from;
    while (p < to) {
      if (missing == 0) {
        p = skipAscii(bytes, p, to);
        if (p == to) {
          break;
        }
      }
      if (!accept(bytes[p] & 0xFF)) {
        return p;
      }
      p++;
    }
    return to;
  }

  /** Whether the stream may end here: no sequence is begun. */
  boolean complete() {
    return missing == 0;
  }

  private static int skipAscii(byte[] bytes, int from, int to) {
    int p = from;
    while (p + 8 <= to) {
      long word = (long) LONG.get(bytes, p);
      if (((word | (word - ONES)) & HIGH) != 0) {
        break;
      }
      p += 8;
    }
    while (p < to && bytes[p] > 0) {
      p++;
    }
    return p;
  }

  private boolean accept(int b) {
    if (missing > 0) {
      if (b < least || b > most) {
        return false;
      }
      missing--;
      least = 0x80;
      most = 0xBF;
      return true;
    }
    if (b >= 0xC2 && b <= 0xDF) {
      missing = 1;
    } else if (b >= 0xE0 && b <= 0xEF) {
      missing = 2;
      least = b == 0xE0 ? 0xA0 : 0x80;
      most = b == 0xED ? 0x9F : 0xBF;
    } else if (b >= 0xF0 && b <= 0xF4) {
      missing = 3;
      least = b == 0xF0 ? 0x90 : 0x80;
      most = b == 0xF4 ? 0x8F : 0xBF;
    } else {
      return false;
    }
    return true;
  }
}
