package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import java.time.ZoneId;

/** Pieces of DuckDB's SQL about times. */
final class Times {
  static final long DAY_MILLIS = 86_400_000;

  private Times() {}

  /** The argument as a date, timestamp or time without zone: what a clock in its zone shows. */
  static String local(Written call, int index) {
    return switch (call.type(index)) {
      case Timestamp timestamp when timestamp.withZone() ->
          call.local(call.text(index), zone(call, index));
      case Time time when time.withZone() -> "CAST(" + call.text(index) + " AS TIME)";
      default -> call.text(index);
    };
  }

  /** A clock's time as an instant, in the zone of the argument at that index. */
  static String zoned(Written call, int index, String local) {
    return call.instant(local, zone(call, index));
  }

  private static ZoneId zone(Written call, int index) {
    ZoneId zone = call.zone(index);
    if (zone == null) {
      throw call.refused("without a known time zone");
    }
    return zone;
  }

  static boolean isZoned(DataType type) {
    return type instanceof Timestamp timestamp && timestamp.withZone();
  }

  static boolean isDate(DataType type) {
    return type == Simple.DATE;
  }

  /** Milliseconds as an interval of DuckDB. */
  static String millis(String text) {
    return "to_microseconds(" + text + " * 1000)";
  }

  /** Months as an interval of DuckDB. */
  static String months(String text) {
    return "to_months(CAST(" + text + " AS INTEGER))";
  }

  /** The digits of a second that a type has. */
  static int precision(DataType type) {
    return switch (type) {
      case Timestamp timestamp -> timestamp.precision();
      case Time time -> time.precision();
      default -> 0;
    };
  }
}
