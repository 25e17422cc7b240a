package io.tarn.engine.duckdb.function;

import java.util.List;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.special.Erf;

/** Distributions. */
final class StatisticsFunctions {
  private StatisticsFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_normal_cdf(DOUBLE, DOUBLE, DOUBLE) DOUBLE",
            a -> normalCdf((Double) a[0], (Double) a[1], (Double) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_inverse_normal_cdf(DOUBLE, DOUBLE, DOUBLE) DOUBLE",
            a -> inverseNormalCdf((Double) a[0], (Double) a[1], (Double) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_beta_cdf(DOUBLE, DOUBLE, DOUBLE) DOUBLE",
            a -> betaCdf((Double) a[0], (Double) a[1], (Double) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_inverse_beta_cdf(DOUBLE, DOUBLE, DOUBLE) DOUBLE",
            a -> inverseBetaCdf((Double) a[0], (Double) a[1], (Double) a[2])));
    functions.add(
        JavaFunction.of(
            "tarn_t_cdf(DOUBLE, DOUBLE) DOUBLE",
            a -> t((Double) a[1]).cumulativeProbability((Double) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_t_pdf(DOUBLE, DOUBLE) DOUBLE", a -> t((Double) a[1]).density((Double) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_wilson_lower(BIGINT, BIGINT, DOUBLE) DOUBLE",
            a -> wilson((Long) a[0], (Long) a[1], (Double) a[2], -1)));
    functions.add(
        JavaFunction.of(
            "tarn_wilson_upper(BIGINT, BIGINT, DOUBLE) DOUBLE",
            a -> wilson((Long) a[0], (Long) a[1], (Double) a[2], 1)));
  }

  private static double normalCdf(double mean, double deviation, double value) {
    if (!(deviation > 0)) {
      throw FunctionFailure.invalid("standardDeviation must be > 0");
    }
    return 0.5 * (1 + Erf.erf((value - mean) / (deviation * Math.sqrt(2))));
  }

  private static double inverseNormalCdf(double mean, double deviation, double p) {
    if (!(p > 0 && p < 1)) {
      throw FunctionFailure.invalid("p must be in the interval (0, 1)");
    }
    if (!(deviation > 0)) {
      throw FunctionFailure.invalid("standardDeviation must be > 0");
    }
    return mean + deviation * 1.4142135623730951 * Erf.erfInv(2 * p - 1);
  }

  private static BetaDistribution beta(double a, double b) {
    if (!(a > 0 && b > 0)) {
      throw FunctionFailure.invalid("a and b must be > 0");
    }
    return new BetaDistribution(null, a, b, BetaDistribution.DEFAULT_INVERSE_ABSOLUTE_ACCURACY);
  }

  private static double betaCdf(double a, double b, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw FunctionFailure.invalid("value must be in the interval [0, 1]");
    }
    return beta(a, b).cumulativeProbability(value);
  }

  private static double inverseBetaCdf(double a, double b, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw FunctionFailure.invalid("p must be in the interval [0, 1]");
    }
    return beta(a, b).inverseCumulativeProbability(p);
  }

  private static TDistribution t(double degrees) {
    if (!(degrees > 0)) {
      throw FunctionFailure.invalid("df must be greater than 0");
    }
    return new TDistribution(null, degrees);
  }

  private static double wilson(long successes, long trials, double z, int side) {
    if (successes < 0 || trials <= 0 || successes > trials || z < 0) {
      throw FunctionFailure.invalid("the arguments of the Wilson interval are out of range");
    }
    double n = trials;
    double p = successes / n;
    return (p + z * z / (2 * n) + side * z * Math.sqrt((p * (1 - p) + z * z / (4 * n)) / n))
        / (1 + z * z / n);
  }
}
