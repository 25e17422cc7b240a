package io.tarn.ingest.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Integers as text: an optional {@code -}, digits, no leading zeros, and not {@code -0}, so that
 * each number has one text. The array must reach {@link TextWindow#SLACK} bytes beyond the text.
 */
final class IntegerText {
  /** All integers of so many digits are doubles. */
  static final int SHORT_DIGITS = 15;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030_3030_3030_3030L;
  private static final long ABOVE_NINE = 0x7676_7676_7676_7676L;
  private static final long HIGH = 0x8080_8080_8080_8080L;
  private static final int SAFE_DIGITS = 18;
  private static final String MAX = "9223372036854775807";
  private static final String MIN = "9223372036854775808";

  private IntegerText() {}

  /**
   * The number of digits if the text is an integer, of any length; 0 if it is none.
   *
   * @param to after the last byte; greater than {@code from}
   */
  static int digits(byte[] b, int from, int to) {
    int p = b[from] == '-' ? from + 1 : from;
    int count = to - p;
    if (count <= 0 || !allDigits(b, p, to)) {
      return 0;
    }
    return b[p] != '0' || to - from == 1 ? count : 0;
  }

  /** Whether an integer of so many digits is in the range of bigint. */
  static boolean isBigint(byte[] b, int from, int to, int digits) {
    if (digits <= SAFE_DIGITS) {
      return true;
    }
    return digits == MAX.length() && compare(b, to - digits, b[from] == '-' ? MIN : MAX) <= 0;
  }

  /** Whether it is an integer that every double holds exactly: of at most 15 digits. */
  static boolean isShort(byte[] b, int from, int to) {
    int digits = digits(b, from, to);
    return digits > 0 && digits <= SHORT_DIGITS;
  }

  /** The value of a bigint's text. */
  static long value(byte[] b, int from, int to) {
    boolean negative = b[from] == '-';
    long value = 0;
    for (int p = negative ? from + 1 : from; p < to; p++) {
      value = value * 10 - (b[p] - '0');
    }
    return negative ? value : -value;
  }

  /** Whether all bytes are digits; true if there are none. */
  static boolean allDigits(byte[] b, int from, int to) {
    int p = from;
    while (to - p >= 8) {
      if (!eight((long) LONG.get(b, p))) {
        return false;
      }
      p += 8;
    }
    // what follows the text is shifted out; zero bits pass as digits
    int rest = to - p;
    return rest == 0 || digitsOf(((long) LONG.get(b, p) ^ ZEROS) << (64 - 8 * rest));
  }

  private static boolean eight(long word) {
    return digitsOf(word ^ ZEROS);
  }

  private static boolean digitsOf(long word) {
    return ((word + ABOVE_NINE | word) & HIGH) == 0;
  }

  private static int compare(byte[] b, int from, String other) {
    for (int i = 0; i < other.length(); i++) {
      int difference = b[from + i] - other.charAt(i);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }
}
