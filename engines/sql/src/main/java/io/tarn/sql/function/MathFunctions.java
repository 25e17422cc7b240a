package io.tarn.sql.function;

import io.tarn.kernel.type.DataType.Decimal;
import java.util.List;
import java.util.Map;

/** Functions on numbers. */
final class MathFunctions {
  static final List<String> WHOLE = List.of("tinyint", "smallint", "integer", "bigint");

  private MathFunctions() {}

  static void addTo(FunctionTable table) {
    for (String type : WHOLE) {
      table.scalar("abs(" + type + ") " + type).duckdb("abs($1)");
      for (String name : List.of("ceil", "ceiling", "floor", "round")) {
        table.scalar(name + "(" + type + ") " + type).duckdb("$1");
      }
      table
          .scalar("sign(" + type + ") " + type)
          .duckdb(
              call -> "CAST(sign(%s) AS %s)".formatted(call.text(0), call.typeName(call.type())));
      table
          .scalar("round(" + type + ", integer) " + type)
          .duckdb(
              call ->
                  "CAST(tarn_round_whole(CAST(%s AS BIGINT), %s) AS %s)"
                      .formatted(call.text(0), call.text(1), call.typeName(call.type())));
      table.scalar("mod(" + type + ", " + type + ") " + type).duckdb("($1 % $2)");
    }
    addFloating(table);
    addDecimals(table);
    addTranscendental(table);
    addBits(table);
    addTests(table);
    table.scalar("to_base(bigint, bigint) varchar(64)").duckdb("tarn_to_base($1, $2)");
    table.scalar("from_base(varchar(x), bigint) bigint").duckdb("tarn_from_base($1, $2)");
    table
        .scalar("width_bucket(double, double, double, bigint) bigint")
        .duckdb("tarn_width_bucket($1, $2, $3, $4)");
    table.scalar("random() double").unrepeatable().duckdb("random()");
    table.scalar("rand() double").unrepeatable().duckdb("random()");
  }

  private static void addFloating(FunctionTable table) {
    for (String type : List.of("double", "real")) {
      String suffix = type.equals("real") ? "_real" : "";
      table.scalar("abs(" + type + ") " + type).duckdb("abs($1)");
      table.scalar("ceil(" + type + ") " + type).duckdb("ceil($1)");
      table.scalar("ceiling(" + type + ") " + type).duckdb("ceil($1)");
      table.scalar("floor(" + type + ") " + type).duckdb("floor($1)");
      table.scalar("round(" + type + ") " + type).duckdb("tarn_round" + suffix + "($1, 0)");
      table
          .scalar("round(" + type + ", integer) " + type)
          .duckdb("tarn_round" + suffix + "($1, $2)");
      table.scalar("truncate(" + type + ") " + type).duckdb("trunc($1)");
      table.scalar("mod(" + type + ", " + type + ") " + type).duckdb("($1 % $2)");
      String sign =
          "(CASE WHEN isnan($1) THEN $1 WHEN $1 > 0 THEN 1 WHEN $1 < 0 THEN -1 ELSE $1 END)";
      table
          .scalar("sign(" + type + ") " + type)
          .duckdb(
              sign.replace(
                  "THEN 1 ",
                  "THEN CAST(1 AS " + (type.equals("real") ? "FLOAT" : "DOUBLE") + ") "));
    }
  }

  private static int at(Map<String, Integer> numbers, String name) {
    return numbers.getOrDefault(name, 0);
  }

  private static void addDecimals(FunctionTable table) {
    String zeros = "CAST(%s(%s) AS %s)";
    for (String name : List.of("ceil", "ceiling", "floor", "round")) {
      String engine = name.equals("ceiling") ? "ceil" : name;
      table
          .scalar(name + "(decimal(p,s)) decimal(rp,0)")
          .number("rp", n -> Integer.min(38, at(n, "p") - at(n, "s") + Integer.min(at(n, "s"), 1)))
          .duckdb(call -> zeros.formatted(engine, widened(call), call.typeName(call.type())));
    }
    table
        .scalar("round(decimal(p,s), integer) decimal(rp,s)")
        .number("rp", n -> Integer.min(38, at(n, "p") + 1))
        .duckdb(call -> rounded(call, "tarn_round_decimal"));
    table.scalar("abs(decimal(p,s)) decimal(p,s)").duckdb("abs($1)");
    table.scalar("sign(decimal(p,s)) decimal(1,0)").duckdb("CAST(sign($1) AS DECIMAL(1,0))");
    table
        .scalar("truncate(decimal(p,s)) decimal(rp,0)")
        .number("rp", n -> Integer.max(1, at(n, "p") - at(n, "s")))
        .duckdb(call -> zeros.formatted("trunc", call.text(0), call.typeName(call.type())));
    table
        .scalar("truncate(decimal(p,s), integer) decimal(p,s)")
        .duckdb(call -> rounded(call, "tarn_truncate_decimal"));
    table
        .scalar("mod(decimal(ap,as), decimal(bp,bs)) decimal(rp,rs)")
        .number(
            "rp",
            n ->
                Integer.min(at(n, "bp") - at(n, "bs"), at(n, "ap") - at(n, "as"))
                    + Integer.max(at(n, "as"), at(n, "bs")))
        .number("rs", n -> Integer.max(at(n, "as"), at(n, "bs")))
        .duckdb(
            call ->
                "CAST(%s %% %s AS %s)"
                    .formatted(call.text(0), call.text(1), call.typeName(call.type())));
  }

  /** The argument with room for a carry. */
  private static String widened(Written call) {
    Decimal type = (Decimal) call.type(0);
    return type.precision() == 38
        ? call.text(0)
        : "CAST(%s AS DECIMAL(%d,%d))".formatted(call.text(0), type.precision() + 1, type.scale());
  }

  private static String rounded(Written call, String function) {
    return "CAST(%s(CAST(%s AS VARCHAR), %s) AS %s)"
        .formatted(function, call.text(0), call.text(1), call.typeName(call.type()));
  }

  private static void addTranscendental(FunctionTable table) {
    for (String name :
        List.of(
            "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh", "tanh", "sqrt", "cbrt",
            "exp", "ln", "log10", "log2", "degrees", "radians")) {
      table.scalar(name + "(double) double").duckdb(name + "($1)");
    }
    table.scalar("atan2(double, double) double").duckdb("atan2($1, $2)");
    table.scalar("log(double, double) double").duckdb("(ln($2) / ln($1))");
    table.scalar("pow(double, double) double").duckdb("pow($1, $2)");
    table.scalar("power(double, double) double").duckdb("pow($1, $2)");
    table.scalar("pi() double").duckdb("pi()");
    table.scalar("e() double").duckdb("CAST('2.718281828459045' AS DOUBLE)");
    table.scalar("infinity() double").duckdb("CAST('Infinity' AS DOUBLE)");
    table.scalar("nan() double").duckdb("CAST('NaN' AS DOUBLE)");
  }

  private static void addBits(FunctionTable table) {
    table.scalar("bitwise_and(bigint, bigint) bigint").duckdb("($1 & $2)");
    table.scalar("bitwise_or(bigint, bigint) bigint").duckdb("($1 | $2)");
    table.scalar("bitwise_xor(bigint, bigint) bigint").duckdb("xor($1, $2)");
    table.scalar("bitwise_not(bigint) bigint").duckdb("(~$1)");
    table.scalar("bit_count(bigint, bigint) bigint").duckdb("tarn_bit_count($1, $2)");
    for (String type : WHOLE) {
      int bits = 8 << WHOLE.indexOf(type);
      for (String shift : List.of("left_shift", "right_shift", "right_shift_arithmetic")) {
        table
            .scalar("bitwise_" + shift + "(" + type + ", bigint) " + type)
            .duckdb(
                call ->
                    "CAST(tarn_%s(CAST(%s AS BIGINT), %s, %d) AS %s)"
                        .formatted(
                            shift, call.text(0), call.text(1), bits, call.typeName(call.type())));
      }
    }
  }

  private static void addTests(FunctionTable table) {
    for (String type : List.of("double", "real")) {
      table.scalar("is_nan(" + type + ") boolean").duckdb("isnan($1)");
      table.scalar("is_finite(" + type + ") boolean").duckdb("isfinite($1)");
    }
    table.scalar("is_infinite(double) boolean").duckdb("isinf($1)");
  }
}
