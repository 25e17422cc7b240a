package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Spot;
import java.time.ZoneId;

/** Casts from times of day and timestamps. */
final class TimeCasts {
  private static final int MICROS = 6;

  private TimeCasts() {}

  /** A timestamp rounded half up to fewer digits of the second. */
  static String rounded(String value, int from, int to) {
    if (to >= from || to >= MICROS) {
      return value;
    }
    long unit = unit(to);
    String micros = "(epoch_us(" + value + ") + " + unit / 2 + ")";
    return "make_timestamp(%s - ((%s %% %d) + %d) %% %d)"
        .formatted(micros, micros, unit, unit, unit);
  }

  /** A time of day rounded half up to fewer digits of the second; midnight follows the last. */
  static String roundedTime(String value, int from, int to) {
    if (to >= from || to >= MICROS) {
      return value;
    }
    long unit = unit(to);
    return "(TIME '00:00:00' + to_microseconds(((epoch_us(%s) + %d) // %d * %d) %% 86400000000))"
        .formatted(value, unit / 2, unit, unit);
  }

  private static long unit(int digits) {
    long unit = 1;
    for (int i = digits; i < MICROS; i++) {
      unit *= 10;
    }
    return unit;
  }

  static String fromTimestamp(String value, Timestamp source, DataType to, Spot spot) {
    if (source.precision() > MICROS) {
      throw CastWriter.notSupported(source, to, spot);
    }
    return switch (to) {
      case Timestamp target when target.precision() <= MICROS -> {
        String rounded = rounded(value, source.precision(), target.precision());
        yield target.withZone() ? "CAST(" + rounded + " AS TIMESTAMPTZ)" : rounded;
      }
      case Simple.DATE -> "CAST(" + value + " AS DATE)";
      case Time target when target.precision() <= MICROS -> {
        String rounded =
            roundedTime("CAST(" + value + " AS TIME)", source.precision(), target.precision());
        yield target.withZone() ? "CAST(" + rounded + " AS TIMETZ)" : rounded;
      }
      case Varchar target -> TextCasts.fitted(text(value, source.precision()), target);
      default -> throw CastWriter.notSupported(source, to, spot);
    };
  }

  static String fromZoned(String value, ZoneId zone, Timestamp source, DataType to, Spot spot) {
    if (to instanceof Timestamp target && target.withZone()) {
      return target.precision() >= source.precision()
          ? value
          : "CAST("
              + rounded("timezone('UTC', " + value + ")", source.precision(), target.precision())
              + " AS TIMESTAMPTZ)";
    }
    String local = ZoneText.local(value, zone);
    if (to instanceof Varchar target) {
      return TextCasts.fitted(
          text(local, source.precision()) + " || " + Text.quoted(" " + ZoneText.name(zone)),
          target);
    }
    return fromTimestamp(local, new Timestamp(source.precision(), false), to, spot);
  }

  /** The text of a time with its offset, rounded to so many digits of the second. */
  private static String zonedText(String value, int precision) {
    return "tarn_zoned_time(CAST(" + value + " AS VARCHAR), " + precision + ")";
  }

  static String fromTime(String value, Time source, DataType to, Spot spot) {
    return switch (to) {
      case Time target when !source.withZone() && target.precision() <= MICROS -> {
        String rounded = roundedTime(value, source.precision(), target.precision());
        yield target.withZone() ? "CAST(" + rounded + " AS TIMETZ)" : rounded;
      }
      case Time target when !target.withZone() && target.precision() <= MICROS ->
          roundedTime("CAST(" + value + " AS TIME)", source.precision(), target.precision());
      case Time target when target.precision() <= MICROS ->
          "CAST(" + zonedText(value, target.precision()) + " AS TIMETZ)";
      case Varchar target when source.withZone() ->
          TextCasts.fitted(zonedText(value, source.precision()), target);
      case Varchar target ->
          TextCasts.fitted(
              text("(DATE '2000-01-01' + " + value + ")", source.precision())
                  .replace("%Y-%m-%d %H", "%H"),
              target);
      default -> throw CastWriter.notSupported(source, to, spot);
    };
  }

  /** A timestamp's text with so many digits of the second. */
  static String text(String value, int precision) {
    String base = "strftime(" + value + ", '%Y-%m-%d %H:%M:%S";
    return switch (precision) {
      case 0 -> base + "')";
      case MICROS -> base + ".%f')";
      default -> "left(" + base + ".%f'), -" + (MICROS - precision) + ")";
    };
  }
}
