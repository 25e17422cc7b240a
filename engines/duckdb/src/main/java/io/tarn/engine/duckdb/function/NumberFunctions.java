package io.tarn.engine.duckdb.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/** Numbers: rounding, bits, bases, texts. */
final class NumberFunctions {
  private static final int MAX_SHIFT = 64;

  private static final int MAX_EXPONENT = 1000;

  /** The digits of the largest bigint. */
  private static final int MAX_DIGITS = 19;

  private NumberFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_round_whole(BIGINT, INTEGER) BIGINT", a -> round((Long) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_round(DOUBLE, INTEGER) DOUBLE", a -> round((Double) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_round_real(FLOAT, INTEGER) FLOAT", a -> roundReal((Float) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_round_decimal(VARCHAR, INTEGER) VARCHAR",
            a -> rescaled((String) a[0], (Long) a[1], RoundingMode.HALF_UP)));
    functions.add(
        JavaFunction.of(
            "tarn_truncate_decimal(VARCHAR, INTEGER) VARCHAR",
            a -> rescaled((String) a[0], (Long) a[1], RoundingMode.DOWN)));
    functions.add(
        JavaFunction.of(
            "tarn_double_text(DOUBLE) VARCHAR", a -> text(Double.toString((Double) a[0]))));
    functions.add(
        JavaFunction.of(
            "tarn_double_digits(DOUBLE) VARCHAR", a -> digits(Double.toString((Double) a[0]))));
    functions.add(
        JavaFunction.of(
            "tarn_real_digits(FLOAT) VARCHAR", a -> digits(Float.toString((Float) a[0]))));
    functions.add(
        JavaFunction.of("tarn_json_double(DOUBLE) VARCHAR", a -> json(((Double) a[0]).toString())));
    functions.add(
        JavaFunction.of("tarn_json_real(FLOAT) VARCHAR", a -> json(((Float) a[0]).toString())));
    functions.add(JavaFunction.of("tarn_digits(VARCHAR) VARCHAR", a -> exactDigits((String) a[0])));
    functions.add(
        JavaFunction.of("tarn_real_text(FLOAT) VARCHAR", a -> text(Float.toString((Float) a[0]))));
    functions.add(
        JavaFunction.of(
            "tarn_left_shift(BIGINT, BIGINT, INTEGER) BIGINT",
            a -> leftShift((Long) a[0], (Long) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_right_shift(BIGINT, BIGINT, INTEGER) BIGINT",
            a -> rightShift((Long) a[0], (Long) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_right_shift_arithmetic(BIGINT, BIGINT, INTEGER) BIGINT",
            a -> arithmeticShift((Long) a[0], (Long) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_bit_count(BIGINT, BIGINT) BIGINT", a -> bitCount((Long) a[0], (Long) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_to_base(BIGINT, BIGINT) VARCHAR",
            a -> Long.toString((Long) a[0], radix((Long) a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_from_base(VARCHAR, BIGINT) BIGINT",
            a -> fromBase((String) a[0], radix((Long) a[1]))));
    functions.add(
        JavaFunction.of(
            "tarn_width_bucket(DOUBLE, DOUBLE, DOUBLE, BIGINT) BIGINT",
            a -> widthBucket((Double) a[0], (Double) a[1], (Double) a[2], (Long) a[3])));
    functions.add(
        JavaFunction.of(
            "tarn_decimal_divide(VARCHAR, VARCHAR, INTEGER) VARCHAR",
            a -> divide((String) a[0], (String) a[1], (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_decimal_multiply(VARCHAR, VARCHAR, INTEGER) VARCHAR",
            a -> fitted(decimal(a[0]).multiply(decimal(a[1])), (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_decimal_add(VARCHAR, VARCHAR, INTEGER) VARCHAR",
            a -> fitted(decimal(a[0]).add(decimal(a[1])), (Long) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_decimal_subtract(VARCHAR, VARCHAR, INTEGER) VARCHAR",
            a -> fitted(decimal(a[0]).subtract(decimal(a[1])), (Long) a[2])));
  }

  private static BigDecimal decimal(Object text) {
    return new BigDecimal((String) text);
  }

  /** A number as JSON has it; what is no number for JSON is a string. */
  private static String json(String text) {
    return text.endsWith("N") || text.endsWith("y") ? '"' + text + '"' : text;
  }

  /** The text of a double in Trino's form. */
  static String doubleText(double value) {
    return text(Double.toString(value));
  }

  /** A number's shortest text without an exponent; NaN and the infinities are as Java has them. */
  private static String digits(String text) {
    return text.endsWith("N") || text.endsWith("y") ? text : new BigDecimal(text).toPlainString();
  }

  /** A number's text without its exponent, unless it is beyond what any decimal holds. */
  private static String exactDigits(String text) {
    BigDecimal value;
    try {
      value = new BigDecimal(text);
    } catch (NumberFormatException e) {
      return text;
    }
    boolean small = Math.abs((long) value.scale()) <= MAX_EXPONENT;
    return small ? value.toPlainString() : value.scale() > 0 ? "0" : "Infinity";
  }

  private static String fitted(BigDecimal value, long scale) {
    BigDecimal scaled = value.setScale((int) scale, RoundingMode.HALF_UP);
    if (scaled.precision() > 38) {
      throw FunctionFailure.outOfRange("Decimal overflow");
    }
    return scaled.toPlainString();
  }

  private static String divide(String dividend, String divisor, long scale) {
    BigDecimal by = new BigDecimal(divisor);
    if (by.signum() == 0) {
      throw new FunctionFailure(io.tarn.kernel.ErrorCode.DIVISION_BY_ZERO, "Division by zero");
    }
    return fitted(new BigDecimal(dividend).divide(by, (int) scale, RoundingMode.HALF_UP), scale);
  }

  /** To a power of ten, half away from zero. */
  private static long round(long value, long digits) {
    if (digits >= 0) {
      return value;
    }
    if (digits <= -MAX_DIGITS) {
      throw FunctionFailure.outOfRange("The number has not so many digits to round");
    }
    BigInteger rounded =
        BigDecimal.valueOf(value)
            .setScale((int) digits, RoundingMode.HALF_UP)
            .setScale(0, RoundingMode.UNNECESSARY)
            .toBigInteger();
    if (rounded.bitLength() >= Long.SIZE) {
      throw FunctionFailure.outOfRange("The rounded number is out of range");
    }
    return rounded.longValue();
  }

  private static double round(double value, long digits) {
    if (!Double.isFinite(value)) {
      return value;
    }
    double factor = Math.pow(10, digits);
    int sign = value < 0 ? -1 : 1;
    if (factor == 0) {
      return sign * 0.0;
    }
    double scaled = sign * value * factor;
    long whole = Math.round(scaled);
    if (whole != Long.MAX_VALUE) {
      return sign * (whole / factor);
    }
    if (Double.isInfinite(scaled)) {
      return value;
    }
    return sign * new BigDecimal(scaled).setScale(0, RoundingMode.HALF_UP).doubleValue() / factor;
  }

  private static float roundReal(float value, long digits) {
    if (!Float.isFinite(value)) {
      return value;
    }
    return (float) round((double) value, digits);
  }

  private static String rescaled(String text, long digits, RoundingMode mode) {
    BigDecimal value = new BigDecimal(text);
    if (digits >= value.scale()) {
      return text;
    }
    if (digits < -40) {
      return BigDecimal.ZERO.setScale(value.scale()).toPlainString();
    }
    return value.setScale((int) digits, mode).setScale(value.scale()).toPlainString();
  }

  /** Java's text of a number in Trino's form: with an exponent, as {@code 1.23E1}. */
  private static String text(String javaText) {
    if (javaText.equals("NaN") || javaText.endsWith("Infinity")) {
      return javaText;
    }
    BigDecimal value = new BigDecimal(javaText);
    if (value.signum() == 0) {
      return javaText.startsWith("-") ? "-0.0E0" : "0.0E0";
    }
    BigDecimal digits = value.abs().stripTrailingZeros();
    String all = digits.unscaledValue().toString();
    int exponent = all.length() - 1 - digits.scale();
    String fraction = all.length() == 1 ? "0" : all.substring(1);
    return (value.signum() < 0 ? "-" : "") + all.charAt(0) + "." + fraction + "E" + exponent;
  }

  private static long leftShift(long value, long shift, long bits) {
    if (shift < 0 || shift >= bits) {
      return 0;
    }
    return narrowed(value << shift, bits);
  }

  private static long rightShift(long value, long shift, long bits) {
    if (shift < 0 || shift >= bits) {
      return 0;
    }
    long mask = bits == MAX_SHIFT ? -1 : (1L << bits) - 1;
    return narrowed((value & mask) >>> shift, bits);
  }

  private static long arithmeticShift(long value, long shift, long bits) {
    if (shift < 0 || shift >= bits) {
      return value >= 0 ? 0 : -1;
    }
    return value >> shift;
  }

  private static long narrowed(long value, long bits) {
    int unused = (int) (MAX_SHIFT - bits);
    return value << unused >> unused;
  }

  private static long bitCount(long value, long bits) {
    if (bits == MAX_SHIFT) {
      return Long.bitCount(value);
    }
    if (bits <= 1 || bits > MAX_SHIFT) {
      throw FunctionFailure.invalid("Bits specified must be between 2 and 64");
    }
    long low = -1L << (bits - 1);
    if (value < low || value > ~low) {
      throw FunctionFailure.invalid("Number must be representable with the bits specified");
    }
    return Long.bitCount(value & ((1L << bits) - 1));
  }

  private static int radix(long radix) {
    if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
      throw FunctionFailure.invalid("Radix must be between 2 and 36");
    }
    return (int) radix;
  }

  private static long fromBase(String text, int radix) {
    try {
      return Long.parseLong(text, radix);
    } catch (NumberFormatException e) {
      throw FunctionFailure.invalid("Not a valid number of base " + radix);
    }
  }

  private static long widthBucket(double operand, double first, double second, long count) {
    if (count <= 0) {
      throw FunctionFailure.invalid("bucketCount must be greater than 0");
    }
    if (Double.isNaN(operand)) {
      throw FunctionFailure.invalid("operand must not be NaN");
    }
    if (!Double.isFinite(first) || !Double.isFinite(second)) {
      throw FunctionFailure.invalid("bounds must be finite");
    }
    if (first == second) {
      throw FunctionFailure.invalid("bounds cannot equal each other");
    }
    double lower = Math.min(first, second);
    double upper = Math.max(first, second);
    long result =
        operand < lower
            ? 0
            : operand >= upper
                ? Math.addExact(count, 1)
                : (long) ((double) count * (operand - lower) / (upper - lower) + 1);
    return first > second ? count - result + 1 : result;
  }
}
