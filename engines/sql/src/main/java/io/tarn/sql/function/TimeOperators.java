package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import java.util.List;

/** Arithmetic on dates, times and intervals. Intervals are whole milliseconds or months. */
final class TimeOperators {
  private static final String DAYS = "interval day to second";
  private static final String MONTHS = "interval year to month";

  private TimeOperators() {}

  static void addTo(FunctionTable table) {
    for (String interval : List.of(DAYS, MONTHS)) {
      String two = "(" + interval + ", " + interval + ") " + interval;
      table.scalar("$add" + two).duckdb("($1 + $2)");
      table.scalar("$subtract" + two).duckdb("($1 - $2)");
      table.scalar("$negate(" + interval + ") " + interval).duckdb("(- $1)");
      table.scalar("$multiply(" + interval + ", bigint) " + interval).duckdb("($1 * $2)");
      table.scalar("$multiply(bigint, " + interval + ") " + interval).duckdb("($1 * $2)");
      table
          .scalar("$multiply(" + interval + ", double) " + interval)
          .duckdb(call -> product(call, 1));
      table
          .scalar("$multiply(double, " + interval + ") " + interval)
          .duckdb(call -> product(call, 0));
      table
          .scalar("$divide(" + interval + ", double) " + interval)
          .duckdb(
              call ->
                  "(CASE WHEN %s = 0 OR isnan(%s) THEN %s ELSE CAST(trunc(%s / %s) AS BIGINT) END)"
                      .formatted(
                          call.text(1),
                          call.text(1),
                          call.failure(
                              ErrorCode.INVALID_FUNCTION_ARGUMENT,
                              "Cannot divide by double 0.0 or NaN"),
                          call.text(0),
                          call.text(1)));
    }
    for (String type : List.of("date", "timestamp(p)", "timestamp(p) with time zone", "time(p)")) {
      addSums(table, type, MONTHS);
      addSums(table, type, DAYS);
    }
    addSums(table, "time(p) with time zone", DAYS);
    addDifferences(table);
  }

  private static String product(Written call, int factor) {
    return "(CASE WHEN isnan(%s) THEN %s ELSE CAST(trunc(%s * %s) AS BIGINT) END)"
        .formatted(
            call.text(factor),
            call.failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "Cannot multiply by double NaN"),
            call.text(0),
            call.text(1));
  }

  private static void addSums(FunctionTable table, String type, String interval) {
    if (type.startsWith("time(") && interval.equals(MONTHS)) {
      return;
    }
    boolean days = interval.equals(DAYS);
    String result = days ? type.replace("(p)", "(u)") : type;
    table
        .scalar("$add(" + type + ", " + interval + ") " + result)
        .number("u", n -> Integer.max(3, n.getOrDefault("p", 0)))
        .duckdb(call -> sum(call, 0, 1, days, " + "));
    table
        .scalar("$add(" + interval + ", " + type + ") " + result)
        .number("u", n -> Integer.max(3, n.getOrDefault("p", 0)))
        .duckdb(call -> sum(call, 1, 0, days, " + "));
    table
        .scalar("$subtract(" + type + ", " + interval + ") " + result)
        .number("u", n -> Integer.max(3, n.getOrDefault("p", 0)))
        .duckdb(call -> sum(call, 0, 1, days, " - "));
  }

  private static String sum(Written call, int time, int interval, boolean days, String sign) {
    String amount = call.text(interval);
    return switch (call.type(time)) {
      case DataType.Simple _ -> date(call, time, amount, days, sign);
      case Timestamp timestamp when timestamp.withZone() && !days ->
          Times.zoned(
              call, time, "(" + Times.local(call, time) + sign + Times.months(amount) + ")");
      case Time type when type.withZone() ->
          "(" + call.text(time) + sign + Times.millis("(" + amount + " % 86400000)") + ")";
      case Time _ ->
          "(" + call.text(time) + sign + Times.millis("(" + amount + " % 86400000)") + ")";
      default ->
          "(" + call.text(time) + sign + (days ? Times.millis(amount) : Times.months(amount)) + ")";
    };
  }

  private static String date(Written call, int time, String amount, boolean days, String sign) {
    if (!days) {
      return "CAST(" + call.text(time) + sign + Times.months(amount) + " AS DATE)";
    }
    return "(CASE WHEN %s %% 86400000 <> 0 THEN %s ELSE %s%sCAST(%s // 86400000 AS INTEGER) END)"
        .formatted(
            amount,
            call.failure(
                ErrorCode.INVALID_FUNCTION_ARGUMENT,
                "Cannot add hour, minutes or seconds to a date"),
            call.text(time),
            sign,
            amount);
  }

  private static void addDifferences(FunctionTable table) {
    table.scalar("$subtract(date, date) " + DAYS).duckdb("(CAST($1 - $2 AS BIGINT) * 86400000)");
    table
        .scalar("$subtract(timestamp(p), timestamp(p)) " + DAYS)
        .duckdb(
            call -> rounded("(epoch_us(" + call.text(0) + ") - epoch_us(" + call.text(1) + "))"));
    table
        .scalar("$subtract(timestamp(p) with time zone, timestamp(p) with time zone) " + DAYS)
        .duckdb(call -> zonedDifference(call));
    table
        .scalar("$subtract(time(p), time(p)) " + DAYS)
        .duckdb(call -> half("(epoch_us(" + call.text(0) + ") - epoch_us(" + call.text(1) + "))"));
    table
        .scalar("$subtract(time(p) with time zone, time(p) with time zone) " + DAYS)
        .duckdb(
            call -> half("(" + utcMicros(call.text(0)) + " - " + utcMicros(call.text(1)) + ")"));
  }

  /** The microseconds of the day in UTC of a time with zone. */
  private static String utcMicros(String time) {
    return "((epoch_us(CAST(%s AS TIME)) - date_part('timezone', %s) * 1000000 + 86400000000) %% 86400000000)"
        .formatted(time, time);
  }

  /** Microseconds as milliseconds, halves rounded up. */
  private static String rounded(String micros) {
    return "((%s + 500 - (((%s + 500) %% 1000 + 1000) %% 1000)) // 1000)".formatted(micros, micros);
  }

  /** Microseconds as milliseconds, halves rounded away from zero. */
  private static String half(String micros) {
    return "((%s + CASE WHEN %s < 0 THEN -500 ELSE 500 END) // 1000)".formatted(micros, micros);
  }

  /** Milliseconds and the rest are subtracted apart; a rest of half a millisecond counts. */
  private static String zonedDifference(Written call) {
    String micros = "(epoch_us(" + call.text(0) + ") - epoch_us(" + call.text(1) + "))";
    return half(micros);
  }
}
