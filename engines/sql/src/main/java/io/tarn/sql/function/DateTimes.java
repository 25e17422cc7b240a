package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Functions on dates and times. */
final class DateTimes {
  private static final List<String> DAYS =
      List.of("date", "timestamp(p)", "timestamp(p) with time zone");
  private static final List<String> CLOCKS =
      List.of("timestamp(p)", "timestamp(p) with time zone", "time(p)", "time(p) with time zone");

  /** Microseconds of the units that have a fixed length. */
  private static final Map<String, Long> MICROS =
      Map.of(
          "millisecond", 1000L,
          "second", 1_000_000L,
          "minute", 60_000_000L,
          "hour", 3_600_000_000L);

  private DateTimes() {}

  static void addTo(FunctionTable table) {
    addFields(table);
    addIntervalFields(table);
    addTruncation(table);
    addAddition(table);
    addDifference(table);
    addConversions(table);
  }

  private static void addFields(FunctionTable table) {
    String[][] names = {
      {"year", "year"},
      {"quarter", "quarter"},
      {"month", "month"},
      {"week", "week"},
      {"week_of_year", "week"},
      {"day", "day"},
      {"day_of_month", "day"},
      {"day_of_week", "isodow"},
      {"dow", "isodow"},
      {"day_of_year", "dayofyear"},
      {"doy", "dayofyear"},
      {"year_of_week", "isoyear"},
      {"yow", "isoyear"}
    };
    for (String[] name : names) {
      for (String type : DAYS) {
        table
            .scalar(name[0] + "(" + type + ") bigint")
            .duckdb(call -> name[1] + "(" + Times.local(call, 0) + ")");
      }
    }
    for (String name : List.of("hour", "minute", "second", "millisecond")) {
      for (String type : CLOCKS) {
        table
            .scalar(name + "(" + type + ") bigint")
            .duckdb(
                call -> {
                  String field = name + "(" + Times.local(call, 0) + ")";
                  return name.equals("millisecond") ? "(" + field + " % 1000)" : field;
                });
      }
    }
    table.scalar("last_day_of_month(date) date").duckdb("last_day($1)");
    table.scalar("last_day_of_month(timestamp(p)) date").duckdb("last_day($1)");
    table
        .scalar("last_day_of_month(timestamp(p) with time zone) date")
        .duckdb(call -> "last_day(" + Times.local(call, 0) + ")");
    for (String unit : List.of("hour", "minute")) {
      String size = unit.equals("hour") ? "// 3600" : "// 60 % 60";
      table
          .scalar("timezone_" + unit + "(timestamp(p) with time zone) bigint")
          .duckdb(
              call ->
                  "((epoch_us(%s) - epoch_us(%s)) // 1000000 %s)"
                      .formatted(Times.local(call, 0), call.text(0), size));
      table
          .scalar("timezone_" + unit + "(time(p) with time zone) bigint")
          .duckdb("(CAST(date_part('timezone', $1) AS BIGINT) " + size + ")");
    }
  }

  private static void addIntervalFields(FunctionTable table) {
    String days = "(interval day to second) bigint";
    table.scalar("day" + days).duckdb("($1 // 86400000)");
    table.scalar("day_of_month" + days).duckdb("($1 // 86400000)");
    table.scalar("hour" + days).duckdb("($1 % 86400000 // 3600000)");
    table.scalar("minute" + days).duckdb("($1 % 3600000 // 60000)");
    table.scalar("second" + days).duckdb("($1 % 60000 // 1000)");
    table.scalar("millisecond" + days).duckdb("($1 % 1000)");
    table.scalar("to_milliseconds" + days).duckdb("$1");
    table.scalar("year(interval year to month) bigint").duckdb("($1 // 12)");
    table.scalar("month(interval year to month) bigint").duckdb("($1 % 12)");
  }

  private static String unit(Written call) {
    return call.constantText(0).toLowerCase(Locale.ENGLISH);
  }

  private static String invalid(Written call, String unit, String type) {
    return call.failure(
        ErrorCode.INVALID_FUNCTION_ARGUMENT, unit + " is not a valid " + type + " field");
  }

  private static boolean isClockUnit(String unit) {
    return MICROS.containsKey(unit);
  }

  private static boolean isDayUnit(String unit) {
    return List.of("day", "week", "month", "quarter", "year").contains(unit);
  }

  private static void addTruncation(FunctionTable table) {
    table
        .scalar("date_trunc(varchar(x), date) date")
        .duckdb(
            call ->
                isDayUnit(unit(call))
                    ? "CAST(date_trunc('" + unit(call) + "', " + call.text(1) + ") AS DATE)"
                    : invalid(call, unit(call), "DATE"));
    table
        .scalar("date_trunc(varchar(x), timestamp(p)) timestamp(p)")
        .duckdb(
            call ->
                isDayUnit(unit(call)) || isClockUnit(unit(call))
                    ? "date_trunc('" + unit(call) + "', " + call.text(1) + ")"
                    : invalid(call, unit(call), "TIMESTAMP"));
    table
        .scalar("date_trunc(varchar(x), timestamp(p) with time zone) timestamp(p) with time zone")
        .duckdb(
            call -> {
              String unit = unit(call);
              if (!isDayUnit(unit) && !isClockUnit(unit)) {
                return invalid(call, unit, "TIMESTAMP");
              }
              return Times.zoned(
                  call, 1, "date_trunc('" + unit + "', " + Times.local(call, 1) + ")");
            });
    table
        .scalar("date_trunc(varchar(x), time(p)) time(p)")
        .duckdb(
            call -> {
              Long micros = MICROS.get(unit(call));
              return micros == null
                  ? invalid(call, unit(call), "TIME")
                  : "(TIME '00:00:00' + to_microseconds(epoch_us(%s) // %d * %d))"
                      .formatted(call.text(1), micros, micros);
            });
  }

  /** A number of units as an interval of DuckDB. */
  private static String interval(String unit, String amount) {
    return switch (unit) {
      case "day" -> "to_days(CAST(" + amount + " AS INTEGER))";
      case "week" -> "to_days(CAST(" + amount + " * 7 AS INTEGER))";
      case "month" -> Times.months(amount);
      case "quarter" -> Times.months(amount + " * 3");
      case "year" -> Times.months(amount + " * 12");
      default -> "to_microseconds(" + amount + " * " + MICROS.get(unit) + ")";
    };
  }

  private static void addAddition(FunctionTable table) {
    table
        .scalar("date_add(varchar(x), bigint, date) date")
        .duckdb(
            call ->
                isDayUnit(unit(call))
                    ? "CAST(%s + %s AS DATE)"
                        .formatted(call.text(2), interval(unit(call), call.text(1)))
                    : invalid(call, unit(call), "DATE"));
    table
        .scalar("date_add(varchar(x), bigint, timestamp(p)) timestamp(p)")
        .duckdb(
            call -> {
              checkUnit(call, 2);
              return isDayUnit(unit(call)) || isClockUnit(unit(call))
                  ? "(%s + %s)".formatted(call.text(2), interval(unit(call), call.text(1)))
                  : invalid(call, unit(call), "TIMESTAMP");
            });
    table
        .scalar(
            "date_add(varchar(x), bigint, timestamp(p) with time zone) timestamp(p) with time zone")
        .duckdb(
            call -> {
              checkUnit(call, 2);
              if (isClockUnit(unit(call))) {
                return "(%s + %s)".formatted(call.text(2), interval(unit(call), call.text(1)));
              }
              return isDayUnit(unit(call))
                  ? Times.zoned(
                      call,
                      2,
                      "(%s + %s)"
                          .formatted(Times.local(call, 2), interval(unit(call), call.text(1))))
                  : invalid(call, unit(call), "TIMESTAMP");
            });
    table
        .scalar("date_add(varchar(x), bigint, time(p)) time(p)")
        .duckdb(
            call -> {
              checkUnit(call, 2);
              Long micros = MICROS.get(unit(call));
              return micros == null
                  ? invalid(call, unit(call), "TIME")
                  : "(%s + to_microseconds(%s %% %d * %d))"
                      .formatted(call.text(2), call.text(1), 86_400_000_000L / micros, micros);
            });
  }

  /** Milliseconds cannot be added to what has fewer digits. */
  private static void checkUnit(Written call, int index) {
    if (unit(call).equals("millisecond") && Times.precision(call.type(index)) < 3) {
      throw call.refused("of milliseconds to " + call.type(index));
    }
  }

  private static void addDifference(FunctionTable table) {
    for (String type : DAYS) {
      table
          .scalar("date_diff(varchar(x), " + type + ", " + type + ") bigint")
          .duckdb(
              call -> {
                String unit = unit(call);
                boolean date = call.type(1) == Simple.DATE;
                if (!isDayUnit(unit) && (date || !isClockUnit(unit))) {
                  return invalid(call, unit, date ? "DATE" : "TIMESTAMP");
                }
                boolean instants = isClockUnit(unit);
                return "date_sub('%s', %s, %s)"
                    .formatted(
                        unit,
                        instants ? call.text(1) : Times.local(call, 1),
                        instants ? call.text(2) : Times.local(call, 2));
              });
    }
    table
        .scalar("date_diff(varchar(x), time(p), time(p)) bigint")
        .duckdb(
            call -> {
              Long micros = MICROS.get(unit(call));
              return micros == null
                  ? invalid(call, unit(call), "TIME")
                  : "((epoch_us(%s) - epoch_us(%s)) // %d)"
                      .formatted(call.text(2), call.text(1), micros);
            });
  }

  private static void addConversions(FunctionTable table) {
    for (String type : List.of("timestamp(p)", "timestamp(p) with time zone")) {
      table
          .scalar("date(" + type + ") date")
          .duckdb(call -> "CAST(" + Times.local(call, 0) + " AS DATE)");
    }
    table
        .scalar("date(varchar(x)) date")
        .duckdb(call -> call.cast(call.text(0), DataType.Varchar.UNBOUNDED, Simple.DATE));
    table.scalar("date(date) date").duckdb("$1");
    table
        .scalar("from_unixtime(double) timestamp(3) with time zone")
        .duckdb("CAST(make_timestamp(CAST(round($1 * 1000) AS BIGINT) * 1000) AS TIMESTAMPTZ)");
    table
        .scalar("from_unixtime(double, varchar(x)) timestamp(3) with time zone")
        .duckdb("CAST(make_timestamp(CAST(round($1 * 1000) AS BIGINT) * 1000) AS TIMESTAMPTZ)");
    table
        .scalar("to_unixtime(timestamp(p) with time zone) double")
        .duckdb("(epoch_us($1) / CAST(1000000 AS DOUBLE))");
    table
        .scalar("at_timezone(timestamp(p) with time zone, varchar(x)) timestamp(p) with time zone")
        .duckdb("$1");
    table
        .scalar("with_timezone(timestamp(p), varchar(x)) timestamp(p) with time zone")
        .duckdb(call -> call.instant(call.text(0), call.constantZone(1)));
    table
        .scalar("timezone(timestamp(p) with time zone) varchar")
        .duckdb(
            call ->
                "(CASE WHEN %s IS NOT NULL THEN %s END)".formatted(call.text(0), shownZone(call)));
    addTexts(table);
  }

  private static String shownZone(Written call) {
    java.time.ZoneId zone = call.zone(0);
    return call.quoted(zone == null || zone.getId().equals("Z") ? "UTC" : zone.getId());
  }

  /** The milliseconds that a clock shows, halves rounded up. */
  private static String millis(Written call) {
    String micros = "(epoch_us(" + Times.local(call, 0) + ") + 500)";
    return "((%s - ((%s %% 1000) + 1000) %% 1000) // 1000)".formatted(micros, micros);
  }

  private static void addTexts(FunctionTable table) {
    table
        .scalar("to_iso8601(date) varchar(16)")
        .duckdb(call -> call.cast(call.text(0), Simple.DATE, DataType.Varchar.UNBOUNDED));
    table
        .scalar("from_iso8601_date(varchar(x)) date")
        .duckdb("CAST(make_date(CAST(tarn_iso_date($1) AS INTEGER)) AS DATE)");
    table
        .scalar("date_parse(varchar(x), varchar(y)) timestamp(3)")
        .duckdb("make_timestamp(tarn_date_parse($1, $2) * 1000)");
    for (String type : List.of("timestamp(p)", "timestamp(p) with time zone")) {
      table
          .scalar("date_format(" + type + ", varchar(x)) varchar")
          .duckdb(call -> "tarn_date_format(%s, %s)".formatted(millis(call), call.text(1)));
      table
          .scalar("format_datetime(" + type + ", varchar(x)) varchar")
          .duckdb(
              call ->
                  "tarn_format_datetime(%s, %s, %s)"
                      .formatted(
                          millis(call),
                          call.text(1),
                          call.type(0) instanceof Timestamp timestamp && timestamp.withZone()
                              ? shownZone(call)
                              : call.quoted("")));
    }
    table.scalar("human_readable_seconds(double) varchar").duckdb("tarn_human_seconds($1)");
    table
        .scalar("parse_duration(varchar(x)) interval day to second")
        .duckdb("tarn_parse_duration($1)");
  }
}
