package io.tarn.sql.function;

import io.tarn.kernel.type.DataType.Decimal;
import java.util.List;
import java.util.Map;

/** The arithmetic operators on numbers, under names that begin with {@code $}. */
final class Operators {
  private static final List<String> WHOLE = List.of("tinyint", "smallint", "integer", "bigint");
  private static final List<String> FLOATING = List.of("real", "double");
  private static final String DECIMALS = "(decimal(ap,as), decimal(bp,bs)) decimal(rp,rs)";

  private Operators() {}

  static void addTo(FunctionTable table) {
    for (String type : WHOLE) {
      String two = "(" + type + ", " + type + ") " + type;
      table.scalar("$add" + two).duckdb("($1 + $2)");
      table.scalar("$subtract" + two).duckdb("($1 - $2)");
      table.scalar("$multiply" + two).duckdb("($1 * $2)");
      table.scalar("$divide" + two).duckdb("($1 // $2)");
      table.scalar("$modulo" + two).duckdb("($1 % $2)");
      table.scalar("$negate(" + type + ") " + type).duckdb("(- $1)");
    }
    for (String type : FLOATING) {
      String two = "(" + type + ", " + type + ") " + type;
      table.scalar("$add" + two).duckdb("($1 + $2)");
      table.scalar("$subtract" + two).duckdb("($1 - $2)");
      table.scalar("$multiply" + two).duckdb("($1 * $2)");
      table.scalar("$divide" + two).duckdb("($1 / $2)");
      table.scalar("$modulo" + two).duckdb("($1 % $2)");
      table.scalar("$negate(" + type + ") " + type).duckdb("(- $1)");
    }
    addDecimals(table);
  }

  /** Precision and scale by the rules that Trino took from SQL Server. */
  private static void addDecimals(FunctionTable table) {
    for (String operator : List.of("$add", "$subtract")) {
      table
          .scalar(operator + DECIMALS)
          .number("rp", n -> Integer.min(38, scale(n) + whole(n) + 1))
          .number(
              "rs", n -> Integer.min(scale(n), Integer.min(38, scale(n) + whole(n) + 1) - whole(n)))
          .duckdb(operator.equals("$add") ? sum("+") : sum("-"));
    }
    table
        .scalar("$multiply" + DECIMALS)
        .number("rp", n -> Integer.min(38, at(n, "ap") + at(n, "bp")))
        .number("rs", n -> fitted(at(n, "ap") + at(n, "bp"), at(n, "as") + at(n, "bs")))
        .duckdb(Operators::product);
    table
        .scalar("$divide" + DECIMALS)
        .number("rp", n -> Integer.min(38, quotientWhole(n) + quotientScale(n)))
        .number("rs", n -> fitted(quotientWhole(n) + quotientScale(n), quotientScale(n)))
        .duckdb(DecimalDivision::write);
    table
        .scalar("$modulo" + DECIMALS)
        .number(
            "rp", n -> Integer.min(at(n, "bp") - at(n, "bs"), at(n, "ap") - at(n, "as")) + scale(n))
        .number("rs", Operators::scale)
        .duckdb(
            call ->
                "CAST("
                    + call.text(0)
                    + " % "
                    + call.text(1)
                    + " AS "
                    + call.typeName(call.type())
                    + ")");
    table.scalar("$negate(decimal(p,s)) decimal(p,s)").duckdb("(- $1)");
  }

  private static int at(Map<String, Integer> numbers, String name) {
    return numbers.getOrDefault(name, 0);
  }

  private static int scale(Map<String, Integer> n) {
    return Integer.max(at(n, "as"), at(n, "bs"));
  }

  private static int whole(Map<String, Integer> n) {
    return Integer.max(at(n, "ap") - at(n, "as"), at(n, "bp") - at(n, "bs"));
  }

  private static int quotientScale(Map<String, Integer> n) {
    return Integer.max(6, at(n, "as") + at(n, "bp") + 1);
  }

  private static int quotientWhole(Map<String, Integer> n) {
    return at(n, "ap") - at(n, "as") + at(n, "bs");
  }

  /** The scale that is left when the digits before the point are kept, but at least 6. */
  private static int fitted(int precision, int scale) {
    int whole = precision - scale;
    return Integer.min(scale, whole > 32 ? 6 : 38 - whole);
  }

  private static Form sum(String sign) {
    return call -> {
      Decimal result = (Decimal) call.type();
      Decimal left = (Decimal) call.type(0);
      Decimal right = (Decimal) call.type(1);
      if (result.scale() < Integer.max(left.scale(), right.scale())) {
        return DecimalDivision.wide(
            call, sign.equals("+") ? "tarn_decimal_add" : "tarn_decimal_subtract");
      }
      String type = call.typeName(result);
      return "CAST(CAST(%s AS %s) %s CAST(%s AS %s) AS %s)"
          .formatted(call.text(0), type, sign, call.text(1), type, type);
    };
  }

  private static String product(Written call) {
    Decimal result = (Decimal) call.type();
    Decimal left = (Decimal) call.type(0);
    Decimal right = (Decimal) call.type(1);
    if (result.scale() < left.scale() + right.scale()) {
      return DecimalDivision.wide(call, "tarn_decimal_multiply");
    }
    return "CAST(%s * %s AS %s)".formatted(call.text(0), call.text(1), call.typeName(result));
  }
}
