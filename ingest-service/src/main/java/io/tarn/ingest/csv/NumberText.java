package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A number as text: what JSON calls a number (RFC 8259, section 6), which excludes a leading {@code
 * +}, leading zeros and a bare point. One object reads many texts, one after another; not
 * thread-safe.
 */
final class NumberText {
  /** All decimals of so many digits survive a double (DBL_DIG of C), or a real (FLT_DIG). */
  private static final int DOUBLE_DIGITS = 15;

  private static final int REAL_DIGITS = 6;

  /** Exponents for which a number is surely normal, with {@link #DOUBLE_DIGITS} digits. */
  private static final int SAFE_EXPONENT = 290;

  private static final int SAFE_REAL_EXPONENT = 30;
  private static final int MAX_EXPONENT_DIGITS = 6;

  /** No double has as many digits (1,075 of them after the point); bounds the work below. */
  private static final int MAX_LENGTH = 1100;

  private byte[] bytes = {};
  private int from;
  private int to;
  private boolean negative;
  private boolean exponent;
  private int integerDigits;
  private int scale;
  private int significant;
  private int firstDigit;
  private int lastDigit;
  private int magnitude;

  /**
   * Reads a text.
   *
   * @return whether it is a number; only then do the other methods mean something
   */
  boolean read(byte[] b, int begin, int end) {
    if (end - begin > MAX_LENGTH) {
      return false;
    }
    bytes = b;
    from = begin;
    to = end;
    int p = begin;
    negative = b[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    while (p < end && isDigit(b[p])) {
      p++;
    }
    int digits = p - first;
    if (digits == 0 || (digits > 1 && b[first] == '0')) {
      return false;
    }
    integerDigits = b[first] == '0' ? 0 : digits;
    scale = 0;
    int lastNonZero = lastNonZero(first, p);
    int firstNonZero = integerDigits > 0 ? first : -1;
    if (p < end && b[p] == '.') {
      int point = p++;
      while (p < end && isDigit(b[p])) {
        if (b[p] != '0') {
          lastNonZero = p;
          firstNonZero = firstNonZero < 0 ? p : firstNonZero;
        }
        p++;
      }
      scale = p - point - 1;
      if (scale == 0) {
        return false;
      }
    }
    measure(first, digits, firstNonZero, lastNonZero);
    exponent = p < end;
    return !exponent || exponent(p, end);
  }

  private int lastNonZero(int first, int end) {
    int p = end - 1;
    while (p >= first && bytes[p] == '0') {
      p--;
    }
    return p < first ? -1 : p;
  }

  private void measure(int first, int digits, int firstNonZero, int lastNonZero) {
    if (firstNonZero < 0) {
      significant = 0;
      magnitude = 0;
      return;
    }
    firstDigit = firstNonZero;
    lastDigit = lastNonZero;
    int point = first + digits;
    boolean acrossPoint = firstNonZero < point && lastNonZero > point;
    significant = lastNonZero - firstNonZero + (acrossPoint ? 0 : 1);
    magnitude = firstNonZero < point ? digits - 1 : point - firstNonZero;
  }

  private boolean exponent(int at, int end) {
    int p = at;
    if (bytes[p] != 'e' && bytes[p] != 'E') {
      return false;
    }
    p++;
    boolean minus = p < end && bytes[p] == '-';
    if (p < end && (minus || bytes[p] == '+')) {
      p++;
    }
    if (p == end || end - p > MAX_EXPONENT_DIGITS) {
      return false;
    }
    int value = 0;
    for (; p < end; p++) {
      if (!isDigit(bytes[p])) {
        return false;
      }
      value = value * 10 + bytes[p] - '0';
    }
    if (significant > 0) {
      magnitude += minus ? -value : value;
    }
    return true;
  }

  boolean hasExponent() {
    return exponent;
  }

  /** Whether it is zero with a minus sign, which only a floating point type keeps. */
  boolean isNegativeZero() {
    return negative && significant == 0;
  }

  /** Digits before the point, none for a bare zero. */
  int integerDigits() {
    return integerDigits;
  }

  /** Digits after the point, trailing zeros too. */
  int scale() {
    return scale;
  }

  /** Whether it is beyond the range of double, at either end. */
  boolean isBeyondDouble() {
    if (Math.abs(magnitude) <= SAFE_EXPONENT || significant == 0) {
      return false;
    }
    double value = Double.parseDouble(text());
    return Double.isInfinite(value) || value == 0;
  }

  /**
   * Whether a double keeps all its digits: rounded to as many digits, the double gives the number
   * again. Must not be beyond double.
   */
  boolean fitsDouble() {
    if (significant <= DOUBLE_DIGITS && Math.abs(magnitude) <= SAFE_EXPONENT) {
      return true;
    }
    if (DoubleDigits.survive(bytes, firstDigit, lastDigit, significant - 1 - magnitude)) {
      return true;
    }
    BigDecimal exact = new BigDecimal(text());
    double value = exact.doubleValue();
    if (new BigDecimal(Double.toString(value)).compareTo(exact) == 0) {
      return true;
    }
    return rounded(value).compareTo(exact) == 0;
  }

  /** Whether a real holds it and keeps all its digits. */
  boolean fitsReal() {
    if (significant <= REAL_DIGITS && Math.abs(magnitude) <= SAFE_REAL_EXPONENT) {
      return true;
    }
    if (isBeyondDouble() || Math.abs(magnitude) > 2 * SAFE_REAL_EXPONENT) {
      return false;
    }
    BigDecimal exact = new BigDecimal(text());
    float value = exact.floatValue();
    return !Float.isInfinite(value) && value != 0 && rounded(value).compareTo(exact) == 0;
  }

  private BigDecimal rounded(double value) {
    return new BigDecimal(value).round(new MathContext(Math.max(1, significant)));
  }

  private String text() {
    return new String(bytes, from, to - from, ISO_8859_1);
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
