package io.tarn.ingest.csv;

/**
 * A quick proof that a double keeps all digits of a decimal. It does if some double is nearer to
 * the decimal than half a unit of its last digit: the nearest double is at least as near, and
 * rounding it to as many digits gives the decimal again. The distance is computed exactly.
 */
final class DoubleDigits {
  /** All powers of ten that are doubles. */
  private static final double[] POWERS = new double[23];

  /** Less than a half, for what rounding may add. */
  private static final double NEAR = 0.499;

  private static final int MAX_DIGITS = 19;
  private static final int STEPS = 3;

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private DoubleDigits() {}

  /**
   * Whether it is proven; if not, a slower way must decide.
   *
   * @param first the first digit that is not zero
   * @param last the last digit that is not zero; between them are digits and perhaps a point
   * @param scale the decimal is the integer of these digits divided by ten to this power
   */
  static boolean survive(byte[] b, int first, int last, int scale) {
    if (scale < 0 || scale >= POWERS.length || last - first > MAX_DIGITS) {
      return false;
    }
    long digits = 0;
    for (int p = first; p <= last; p++) {
      if (b[p] != '.') {
        if (digits > (Long.MAX_VALUE - 9) / 10) {
          return false;
        }
        digits = digits * 10 + b[p] - '0';
      }
    }
    double power = POWERS[scale];
    double value = digits / power;
    for (int i = 0; i < STEPS; i++) {
      double distance = distance(value, power, digits);
      if (Math.abs(distance) < NEAR) {
        return true;
      }
      value -= distance / power;
    }
    return false;
  }

  /** {@code value * power - digits}, exactly if it is small. */
  private static double distance(double value, double power, long digits) {
    double high = value * power;
    double low = Math.fma(value, power, -high);
    long whole = (long) high;
    return (whole - digits) + (high - whole) + low;
  }
}
