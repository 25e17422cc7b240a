package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.type.Types;

/** Casts from text and to text. DuckDB reads more than Trino does, so texts are checked before. */
final class TextCasts {
  private static final String WHOLE = "[+-]?[0-9]+";
  private static final String FLOATING =
      "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|[+-]?Infinity";
  private static final String DECIMAL = "[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)";
  private static final String EXPONENT = "[eE][+-]?[0-9]+";
  private static final String DATE = "[+-]?[0-9]{4,}-[0-9]{1,2}-[0-9]{1,2}";
  private static final String TIME = "[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]+)?)?";

  private TextCasts() {}

  static String fromVarchar(String value, Varchar source, DataType to, Spot spot) {
    String name = DuckDbTypes.name(to);
    return switch (to) {
      case Varchar target -> cut(value, source.length(), target);
      case Char(int length) -> "rtrim(substr(" + value + ", 1, " + length + "), ' ')";
      case Simple.BOOLEAN ->
          ("(CASE WHEN lower(%s) IN ('true', 't', '1') THEN true"
                  + " WHEN lower(%s) IN ('false', 'f', '0') THEN false"
                  + " WHEN %s IS NULL THEN NULL ELSE %s END)")
              .formatted(
                  value, value, value, CastWriter.failure(to, "Cannot cast varchar to boolean"));
      case Simple simple when Types.isWhole(simple) -> checked(value, WHOLE, name, to);
      case Simple.DOUBLE, Simple.REAL -> checked("trim(" + value + ")", FLOATING, name, to);
      case Decimal _ -> decimal("trim(" + value + ")", name, to);
      case Simple.DATE -> checked("trim(" + value + ")", DATE, name, to);
      case Simple.VARBINARY -> "encode(" + value + ")";
      case Simple.UUID ->
          checked(
              value,
              "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
              name,
              to);
      case Timestamp target when !target.withZone() && target.precision() <= 6 ->
          TimeCasts.rounded(
              checked("trim(" + value + ")", DATE + "( " + TIME + ")?", name, to),
              6,
              target.precision());
      case Time target when target.withZone() && target.precision() <= 6 ->
          "CAST(tarn_zoned_time(trim(" + value + "), " + target.precision() + ") AS TIMETZ)";
      case Time target when target.precision() <= 6 ->
          TimeCasts.roundedTime(
              checked("trim(" + value + ")", TIME, name, to), 6, target.precision());
      default -> throw CastWriter.notSupported(source, to, spot);
    };
  }

  private static String decimal(String value, String name, DataType to) {
    return "(CASE WHEN regexp_full_match(%s, '%s') THEN CAST(%s AS %s) WHEN regexp_full_match(%s, '%s') THEN CAST(tarn_digits(%s) AS %s) WHEN %s IS NULL THEN NULL ELSE %s END)"
        .formatted(
            value,
            DECIMAL,
            value,
            name,
            value,
            DECIMAL + EXPONENT,
            value,
            name,
            value,
            CastWriter.failure(to, "Cannot cast varchar to " + to));
  }

  /** The engine's own cast of texts that the pattern describes, a failure of others. */
  private static String checked(String value, String pattern, String name, DataType to) {
    return "(CASE WHEN regexp_full_match(%s, '%s') THEN CAST(%s AS %s) WHEN %s IS NULL THEN NULL ELSE %s END)"
        .formatted(
            value,
            pattern,
            value,
            name,
            value,
            CastWriter.failure(to, "Cannot cast varchar to " + to));
  }

  static String fromChar(String value, Char source, DataType to, Spot spot) {
    return switch (to) {
      case Varchar target -> cut(value, source.length(), target);
      case Char(int length) ->
          length >= source.length()
              ? value
              : "rtrim(substr(" + value + ", 1, " + length + "), ' ')";
      case Simple.VARBINARY -> "encode(rpad(" + value + ", " + source.length() + ", ' '))";
      default -> fromVarchar("trim(" + value + ")", Varchar.UNBOUNDED, to, spot);
    };
  }

  /** The text cut to the target's length. */
  private static String cut(
      String value, @org.jspecify.annotations.Nullable Integer length, Varchar target) {
    Integer limit = target.length();
    if (limit == null || (length != null && length <= limit)) {
      return value;
    }
    return "substr(" + value + ", 1, " + limit + ")";
  }

  static String toVarchar(String value, Simple source, Varchar target, Spot spot) {
    String plain = "CAST(" + value + " AS VARCHAR)";
    return switch (source) {
      case BOOLEAN, TINYINT, SMALLINT, INTEGER, BIGINT, UUID -> fitted(plain, target);
      case DOUBLE -> fitted("tarn_double_text(" + value + ")", target);
      case REAL -> fitted("tarn_real_text(" + value + ")", target);
      case DATE -> fitted("strftime(" + value + ", '%Y-%m-%d')", target);
      default -> throw CastWriter.notSupported(source, target, spot);
    };
  }

  /** A text that fails if it is longer than the target. */
  static String fitted(String text, Varchar target) {
    Integer limit = target.length();
    if (limit == null) {
      return text;
    }
    return "(CASE WHEN length(%s) > %d THEN %s ELSE %s END)"
        .formatted(
            text,
            limit,
            CastWriter.failure(target, "Value cannot be represented as " + target),
            text);
  }
}
