package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Decimal;
import java.util.List;

/** Aggregate functions. */
final class Aggregates {
  private Aggregates() {}

  static void addTo(FunctionTable table) {
    table.aggregate("count() bigint").duckdb("@count(*)");
    table.aggregate("count(T) bigint").duckdb("@count($1)");
    table.aggregate("count_if(boolean) bigint").duckdb("@count(CASE WHEN $1 THEN true END)");
    addSums(table);
    addAverages(table);
    for (String name : List.of("any_value", "arbitrary")) {
      table.aggregate(name + "(T) T").duckdb("@any_value($1)");
    }
    for (String name : List.of("min", "max")) {
      table.aggregate(name + "(T) T").orderable("T").duckdb("@" + name + "($1)");
      table.aggregate(name + "(E, bigint) array(E)").orderable("E").duckdb("@" + name + "($1, $2)");
      table.aggregate(name + "_by(V, K) V").orderable("K").duckdb("@arg_" + name + "_null($1, $2)");
      table
          .aggregate(name + "_by(V, K, bigint) array(V)")
          .orderable("K")
          .duckdb("@arg_" + name + "_nulls_last($1, $2, $3)");
    }
    table.aggregate("array_agg(T) array(T)").duckdb("@array_agg($1)");
    table.aggregate("bool_and(boolean) boolean").duckdb("@bool_and($1)");
    table.aggregate("every(boolean) boolean").duckdb("@bool_and($1)");
    table.aggregate("bool_or(boolean) boolean").duckdb("@bool_or($1)");
    table.aggregate("bitwise_and_agg(bigint) bigint").duckdb("@bit_and($1)");
    table.aggregate("bitwise_or_agg(bigint) bigint").duckdb("@bit_or($1)");
    table.aggregate("bitwise_xor_agg(bigint) bigint").duckdb("@bit_xor($1)");
    addStatistics(table);
  }

  private static void addSums(FunctionTable table) {
    for (String type : List.of("bigint", "interval day to second", "interval year to month")) {
      table.aggregate("sum(" + type + ") " + type).duckdb("@sum($1)").after(Aggregates::whole);
    }
    table.aggregate("sum(double) double").duckdb("@sum($1)");
    table.aggregate("sum(real) real").duckdb("@sum(CAST($1 AS DOUBLE))").after("CAST($1 AS FLOAT)");
    table
        .aggregate("sum(decimal(p,s)) decimal(38,s)")
        .duckdb("@sum($1)")
        .after(call -> "CAST(" + call.text(0) + " AS " + call.typeName(call.type()) + ")");
  }

  /** A sum of 128 bits as one of 64, if it fits. */
  private static String whole(Written call) {
    return "(CASE WHEN %s > 9223372036854775807 OR %s < -9223372036854775808 THEN %s ELSE CAST(%s AS BIGINT) END)"
        .formatted(
            call.text(0),
            call.text(0),
            call.failure(
                ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, "The sum is out of the range of bigint"),
            call.text(0));
  }

  private static void addAverages(FunctionTable table) {
    table.aggregate("avg(bigint) double").duckdb("@avg($1)");
    table.aggregate("avg(double) double").duckdb("@avg($1)");
    table.aggregate("avg(real) real").duckdb("@avg(CAST($1 AS DOUBLE))").after("CAST($1 AS FLOAT)");
    table
        .aggregate("avg(decimal(p,s)) decimal(p,s)")
        .duckdb("struct_pack(s := @sum($1), n := @count($1))")
        .after(Aggregates::decimalAverage);
    table.aggregate("geometric_mean(bigint) double").duckdb("exp(@avg(ln($1)))");
    table.aggregate("geometric_mean(double) double").duckdb("exp(@avg(ln($1)))");
    table
        .aggregate("geometric_mean(real) real")
        .duckdb("CAST(exp(@avg(ln(CAST($1 AS DOUBLE)))) AS FLOAT)");
  }

  /** Rounded half away from zero to the scale of the values. */
  private static String decimalAverage(Written call) {
    Decimal type = (Decimal) call.type();
    String sum = DecimalDivision.unscaled(call.text(0) + ".s", new Decimal(38, type.scale()));
    return "(CASE WHEN %s.n > 0 THEN %s END)"
        .formatted(
            call.text(0),
            DecimalDivision.scaled(
                DecimalDivision.rounded(sum, "CAST(" + call.text(0) + ".n AS HUGEINT)"), type));
  }

  private static void addStatistics(FunctionTable table) {
    for (String type : List.of("bigint", "double")) {
      for (String[] names :
          new String[][] {
            {"stddev", "stddev_samp"},
            {"stddev_samp", "stddev_samp"},
            {"stddev_pop", "stddev_pop"},
            {"variance", "var_samp"},
            {"var_samp", "var_samp"},
            {"var_pop", "var_pop"}
          }) {
        table.aggregate(names[0] + "(" + type + ") double").duckdb("@" + names[1] + "($1)");
      }
    }
    for (String name : List.of("covar_pop", "covar_samp", "corr", "regr_slope", "regr_intercept")) {
      table.aggregate(name + "(double, double) double").duckdb("@" + name + "($1, $2)");
      table
          .aggregate(name + "(real, real) real")
          .duckdb("@" + name + "(CAST($1 AS DOUBLE), CAST($2 AS DOUBLE))")
          .after("CAST($1 AS FLOAT)");
    }
  }
}
