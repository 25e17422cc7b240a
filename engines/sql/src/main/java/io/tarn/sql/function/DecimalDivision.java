package io.tarn.sql.function;

import io.tarn.kernel.type.DataType.Decimal;

/**
 * Division of decimals in whole numbers of 128 bits, rounded half away from zero. Both sides are
 * taken without their point: the quotient of {@code a·10^k} and {@code b}, with k such that the
 * result has its scale.
 */
final class DecimalDivision {
  private static final int HUGEINT_DIGITS = 38;

  private DecimalDivision() {}

  static String write(Written call) {
    Decimal left = (Decimal) call.type(0);
    Decimal right = (Decimal) call.type(1);
    Decimal result = (Decimal) call.type();
    int shift = result.scale() - left.scale() + right.scale();
    if (left.precision() + shift > HUGEINT_DIGITS) {
      return wide(call, "tarn_decimal_divide");
    }
    String a = unscaled(call.text(0), left) + " * " + power(shift);
    String b = unscaled(call.text(1), right);
    return scaled(rounded("(" + a + ")", b), result);
  }

  /** Arithmetic whose intermediate values may have more than 38 digits. */
  static String wide(Written call, String function) {
    Decimal result = (Decimal) call.type();
    return "CAST(%s(CAST(%s AS VARCHAR), CAST(%s AS VARCHAR), %d) AS %s)"
        .formatted(function, call.text(0), call.text(1), result.scale(), call.typeName(result));
  }

  /** The quotient of two whole numbers, rounded half away from zero; both texts are used twice. */
  static String rounded(String a, String b) {
    return "(CASE WHEN (%s < 0) <> (%s < 0) THEN -1 ELSE 1 END * ((abs(%s) + abs(%s) // 2) // abs(%s)))"
        .formatted(a, b, a, b, b);
  }

  /** A decimal's digits as HUGEINT. */
  static String unscaled(String text, Decimal type) {
    if (type.scale() == 0) {
      return "CAST(" + text + " AS HUGEINT)";
    }
    if (type.precision() + type.scale() <= HUGEINT_DIGITS) {
      return "CAST(%s * CAST('%s' AS DECIMAL(%d,0)) AS HUGEINT)"
          .formatted(text, digits(type.scale()), type.scale() + 1);
    }
    return "CAST(replace(CAST(" + text + " AS VARCHAR), '.', '') AS HUGEINT)";
  }

  /** A HUGEINT as the decimal with those digits. */
  static String scaled(String text, Decimal type) {
    String name = "DECIMAL(" + type.precision() + "," + type.scale() + ")";
    if (type.scale() == 0) {
      return "CAST(" + text + " AS " + name + ")";
    }
    return "CAST(CAST(%s AS DECIMAL(38,0)) * CAST('%s' AS DECIMAL(%d,%d)) AS %s)"
        .formatted(
            text, "0." + "0".repeat(type.scale() - 1) + "1", type.scale(), type.scale(), name);
  }

  private static String power(int exponent) {
    return "CAST('" + digits(exponent) + "' AS HUGEINT)";
  }

  private static String digits(int zeros) {
    return "1" + "0".repeat(zeros);
  }
}
