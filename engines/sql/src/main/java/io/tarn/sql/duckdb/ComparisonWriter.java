package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.tree.Comparator;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.type.Types;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes comparisons. DuckDB's differ where NaN is compared, which equals itself and is the
 * greatest there, and where NULL stands inside rows and arrays.
 */
final class ComparisonWriter {
  private final ExpressionWriter expressions;

  ComparisonWriter(ExpressionWriter expressions) {
    this.expressions = expressions;
  }

  /** Whether values have no parts that are compared. */
  static boolean isPlain(DataType type) {
    return !(type instanceof Array)
        && !(type instanceof Map)
        && !(type instanceof Row)
        && !(type instanceof DataType.Time(var _, var withZone) && withZone);
  }

  String write(Comparator comparator, Expression left, Expression right) {
    DataType type = left.type();
    String a = expressions.write(left);
    String b = expressions.write(right);
    if (type instanceof DataType.Time(var _, var withZone) && withZone) {
      return "(" + utc(a) + " " + comparator.sign() + " " + utc(b) + ")";
    }
    if (isPlain(type) && !Types.isFloating(type)) {
      return "(" + a + " " + comparator.sign() + " " + b + ")";
    }
    if (Types.isFloating(type)) {
      return floating(comparator, a, b, neverNaN(left), neverNaN(right));
    }
    if (Text.isShort(a) && Text.isShort(b)) {
      return compare(comparator, type, a, b);
    }
    String name = expressions.writing().name("v");
    return "list_transform([struct_pack(a := %s, b := %s)], lambda %s: %s)[1]"
        .formatted(a, b, name, compare(comparator, type, name + ".a", name + ".b"));
  }

  /** The time of day in UTC, which alone counts. */
  private static String utc(String time) {
    return "((epoch_us(CAST(%s AS TIME)) - date_part('timezone', %s) * 1000000 + 86400000000) %% 86400000000)"
        .formatted(time, time);
  }

  private static boolean neverNaN(Expression expression) {
    return expression instanceof Expression.Constant(var _, var value)
        && !(value instanceof Double number && number.isNaN())
        && !(value instanceof Float real && real.isNaN());
  }

  private String compare(Comparator comparator, DataType type, String a, String b) {
    return switch (type) {
      case Row row -> rows(comparator, row, a, b);
      case Array array -> arrays(comparator, array, a, b);
      case Map _ -> throw Writing.notSupported(Spot.NONE, "A comparison of maps");
      default ->
          Types.isFloating(type)
              ? floating(comparator, a, b, false, false)
              : "(" + a + " " + comparator.sign() + " " + b + ")";
    };
  }

  private static String floating(
      Comparator comparator, String a, String b, boolean aIsNumber, boolean bIsNumber) {
    String plain = "(" + a + " " + comparator.sign() + " " + b + ")";
    return switch (comparator) {
      case EQUAL ->
          aIsNumber || bIsNumber
              ? plain
              : "(" + plain + " AND NOT (isnan(" + a + ") AND isnan(" + b + ")))";
      case NOT_EQUAL ->
          aIsNumber || bIsNumber
              ? plain
              : "(" + plain + " OR (isnan(" + a + ") AND isnan(" + b + ")))";
      case GREATER, GREATER_OR_EQUAL ->
          aIsNumber
              ? plain
              : "(" + plain + " AND NOT (isnan(" + a + ") AND " + b + " IS NOT NULL))";
      case LESS, LESS_OR_EQUAL ->
          bIsNumber
              ? plain
              : "(" + plain + " AND NOT (isnan(" + b + ") AND " + a + " IS NOT NULL))";
    };
  }

  private String rows(Comparator comparator, Row row, String a, String b) {
    return switch (comparator) {
      case EQUAL -> equalRows(row, a, b);
      case NOT_EQUAL -> "(NOT " + equalRows(row, a, b) + ")";
      case LESS, GREATER, LESS_OR_EQUAL, GREATER_OR_EQUAL -> {
        if (Types.holdsFloating(row)) {
          throw Writing.notSupported(Spot.NONE, "An order of rows with doubles");
        }
        throw Writing.notSupported(Spot.NONE, "An order of rows");
      }
    };
  }

  private String equalRows(Row row, String a, String b) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < row.fields().size(); i++) {
      String field = "'f" + i + "')";
      fields.add(
          compare(
              Comparator.EQUAL,
              row.fields().get(i).type(),
              "struct_extract(" + a + ", " + field,
              "struct_extract(" + b + ", " + field));
    }
    return "(CASE WHEN %s IS NULL OR %s IS NULL THEN NULL ELSE %s END)"
        .formatted(a, b, String.join(" AND ", fields));
  }

  private String arrays(Comparator comparator, Array array, String a, String b) {
    return switch (comparator) {
      case EQUAL -> equalArrays(array, a, b);
      case NOT_EQUAL -> "(NOT " + equalArrays(array, a, b) + ")";
      default -> throw Writing.notSupported(Spot.NONE, "An order of arrays");
    };
  }

  /** False if two elements differ, else unknown if one is NULL, else true. */
  private String equalArrays(Array array, String a, String b) {
    String pair = expressions.writing().name("v");
    String same = expressions.writing().name("v");
    String elements =
        "list_transform(list_zip(%s, %s), lambda %s: %s)"
            .formatted(
                a, b, pair, compare(Comparator.EQUAL, array.element(), pair + "[1]", pair + "[2]"));
    return ("(CASE WHEN %s IS NULL OR %s IS NULL THEN NULL WHEN len(%s) <> len(%s) THEN false ELSE"
            + " list_transform([%s], lambda %s: CASE WHEN list_contains(%s, false) THEN false"
            + " WHEN list_count(%s) < len(%s) THEN NULL ELSE true END)[1] END)")
        .formatted(a, b, a, b, elements, same, same, same, same);
  }
}
