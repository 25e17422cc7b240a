package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.type.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Writes casts. */
final class CastWriter {
  private final ExpressionWriter expressions;

  CastWriter(ExpressionWriter expressions) {
    this.expressions = expressions;
  }

  String write(Expression.Cast cast) {
    DataType from = cast.value().type();
    DataType to = cast.type();
    String value = expressions.write(cast.value());
    String text;
    if (from instanceof Timestamp source && source.withZone()) {
      ZoneId zone = new Zones(expressions.writing()).of(cast.value());
      text = fromZoned(value, zone == null ? ZoneOffset.UTC : zone, source, to, cast.spot());
    } else {
      text = shared(value, from, to, cast.spot());
    }
    if (!cast.safe()) {
      return text;
    }
    if (!expressions.repeatable(cast.value()) || value.contains("SELECT ")) {
      throw Writing.notSupported(cast.spot(), "TRY_CAST of a subquery or an unrepeatable function");
    }
    return "TRY(" + text + ")";
  }

  /** Binds a long text to a lambda's parameter, since casts use it several times. */
  private String shared(String value, DataType from, DataType to, Spot spot) {
    String once = write("\u0003", from, to, spot);
    int uses = once.length() - once.replace("\u0003", "").length();
    if (uses <= 1 || Text.isShort(value)) {
      return once.replace("\u0003", value);
    }
    String name = expressions.writing().name("v");
    return "list_transform([%s], lambda %s: %s)[1]"
        .formatted(value, name, once.replace("\u0003", name));
  }

  String write(String value, DataType from, DataType to, Spot spot) {
    if (from.equals(to)) {
      return value;
    }
    if (from == Simple.UNKNOWN) {
      return "CAST(NULL AS " + DuckDbTypes.name(to) + ")";
    }
    String plain = "CAST(" + value + " AS " + DuckDbTypes.name(to) + ")";
    if (from == Simple.JSON) {
      return new JsonCastWriter(this).from(value, to, spot);
    }
    if (to == Simple.JSON) {
      return new JsonCastWriter(this).to(value, from, spot);
    }
    return switch (from) {
      case Varchar source -> TextCasts.fromVarchar(value, source, to, spot);
      case Char source -> TextCasts.fromChar(value, source, to, spot);
      case Decimal source -> fromDecimal(value, source, to, plain, spot);
      case Timestamp source -> TimeCasts.fromTimestamp(value, source, to, spot);
      case DataType.Time source -> TimeCasts.fromTime(value, source, to, spot);
      case Simple source -> fromSimple(value, source, to, plain, spot);
      case DataType.Array _, DataType.Map _, DataType.Row _ ->
          new NestedCasts(this).write(value, from, to, spot);
    };
  }

  private static String fromZoned(
      String value, ZoneId zone, Timestamp source, DataType to, Spot spot) {
    return TimeCasts.fromZoned(value, zone, source, to, spot);
  }

  private static String fromDecimal(
      String value, Decimal source, DataType to, String plain, Spot spot) {
    return switch (to) {
      case Simple.BOOLEAN -> "(" + value + " <> 0)";
      case Simple.DOUBLE, Simple.REAL ->
          source.precision() > 15
              ? "CAST(CAST(%s AS VARCHAR) AS %s)".formatted(value, DuckDbTypes.name(to))
              : plain;
      case Simple simple when Types.isWhole(simple) -> outOfRange(plain, value, to);
      case Decimal target ->
          target.scale() >= source.scale()
                  && target.precision() - target.scale() >= source.precision() - source.scale()
              ? plain
              : outOfRange(plain, value, to);
      case Varchar varchar -> TextCasts.fitted("CAST(" + value + " AS VARCHAR)", varchar);
      default -> throw notSupported(source, to, spot);
    };
  }

  private static String fromSimple(
      String value, Simple source, DataType to, String plain, Spot spot) {
    if (to instanceof Varchar varchar) {
      return TextCasts.toVarchar(value, source, varchar, spot);
    }
    return switch (source) {
      case BOOLEAN -> {
        if (to instanceof Decimal) {
          yield "CAST(CAST(" + value + " AS INTEGER) AS " + DuckDbTypes.name(to) + ")";
        }
        yield Types.isNumeric(to) ? plain : refused(source, to, spot);
      }
      case TINYINT, SMALLINT, INTEGER, BIGINT ->
          to == Simple.BOOLEAN
              ? "(" + value + " <> 0)"
              : Types.isNumeric(to)
                  ? fromWhole(value, source, to, plain)
                  : refused(source, to, spot);
      case REAL, DOUBLE -> fromFloating(value, source, to, plain, spot);
      case DATE ->
          to instanceof Timestamp timestamp
              ? timestamp.withZone()
                  ? "CAST(CAST(" + value + " AS TIMESTAMP) AS TIMESTAMPTZ)"
                  : plain
              : refused(source, to, spot);
      default -> refused(source, to, spot);
    };
  }

  private static String fromWhole(String value, Simple source, DataType to, String plain) {
    boolean narrower =
        to instanceof Simple target && Types.isWhole(target) && target.compareTo(source) < 0;
    return narrower ? outOfRange(plain, value, to) : plain;
  }

  /** A cast of the engine whose failure for a number means that it is out of range. */
  private static String outOfRange(String cast, String value, DataType to) {
    return "coalesce(TRY_%s, CASE WHEN %s IS NOT NULL THEN %s END)"
        .formatted(
            cast,
            value,
            ExpressionWriter.failure(
                to, ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, "Cannot cast the number to " + to));
  }

  private static String fromFloating(
      String value, Simple source, DataType to, String plain, Spot spot) {
    if (to == Simple.BOOLEAN) {
      return "(" + value + " <> 0 OR isnan(" + value + "))";
    }
    if (to == Simple.DOUBLE || to == Simple.REAL) {
      return plain;
    }
    if (Types.isWhole(to)) {
      return "CAST(round(" + value + ") AS " + DuckDbTypes.name(to) + ")";
    }
    if (to instanceof Decimal) {
      String digits = source == Simple.REAL ? "tarn_real_digits(%s)" : "tarn_double_digits(%s)";
      String name = DuckDbTypes.name(to);
      return "(CASE WHEN isnan(%s) THEN %s ELSE %s END)"
          .formatted(
              value,
              failure(to, "Cannot cast NaN to " + to),
              outOfRange("CAST(" + digits.formatted(value) + " AS " + name + ")", value, to));
    }
    throw notSupported(source, to, spot);
  }

  private static String refused(DataType from, DataType to, Spot spot) {
    throw notSupported(from, to, spot);
  }

  static RuntimeException notSupported(DataType from, DataType to, Spot spot) {
    return Writing.notSupported(spot, "A cast from " + from + " to " + to);
  }

  static String failure(DataType type, String detail) {
    return ExpressionWriter.failure(type, ErrorCode.INVALID_CAST_ARGUMENT, detail);
  }

  ExpressionWriter expressions() {
    return expressions;
  }
}
