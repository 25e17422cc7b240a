package io.tarn.engine.duckdb.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.type.DateTimeText;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.time.DateTimeZone;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.joda.time.format.DateTimeFormatterBuilder;
import org.joda.time.format.ISODateTimeFormat;

/** Dates and times as texts of a format, by the library that Trino uses. */
final class TimeFunctions {
  private static final int PIVOT_YEAR = 2020;
  private static final Pattern DURATION =
      Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*([a-zA-Z]+)\\s*");
  private static final Map<String, Double> UNITS =
      Map.of("ns", 1e-6, "us", 1e-3, "ms", 1e0, "s", 1e3, "m", 6e4, "h", 3.6e6, "d", 8.64e7);

  private static final Pattern WHOLE_HOURS = Pattern.compile("[+-]\\d\\d$");
  private static final int NANOS_DIGITS = 9;
  private static final long DAY_NANOS = 86_400_000_000_000L;

  private TimeFunctions() {}

  static void addTo(List<JavaFunction> functions) {
    functions.add(
        JavaFunction.of(
            "tarn_date_parse(VARCHAR, VARCHAR) BIGINT",
            a -> dateParse((String) a[0], (String) a[1])));
    functions.add(
        JavaFunction.of(
            "tarn_date_format(BIGINT, VARCHAR) VARCHAR",
            a -> mysql((String) a[1]).withZoneUTC().print((Long) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_format_datetime(BIGINT, VARCHAR, VARCHAR) VARCHAR",
            a -> formatDatetime((Long) a[0], (String) a[1], (String) a[2])));
    functions.add(JavaFunction.of("tarn_iso_date(VARCHAR) BIGINT", a -> isoDate((String) a[0])));
    functions.add(
        JavaFunction.of(
            "tarn_zoned_time(VARCHAR, INTEGER) VARCHAR",
            a -> zonedTime((String) a[0], Math.toIntExact((Long) a[1]))));
    functions.add(
        JavaFunction.of("tarn_human_seconds(DOUBLE) VARCHAR", a -> humanSeconds((Double) a[0])));
    functions.add(
        JavaFunction.of("tarn_parse_duration(VARCHAR) BIGINT", a -> parseDuration((String) a[0])));
  }

  /** The day, from 1970, of a calendar, week or ordinal date. */
  private static long isoDate(String text) {
    try {
      long millis = ISODateTimeFormat.dateElementParser().withZoneUTC().parseMillis(text);
      return Math.floorDiv(millis, DAY_NANOS / 1_000_000);
    } catch (IllegalArgumentException e) {
      throw FunctionFailure.invalid("The text is no date of ISO 8601");
    }
  }

  /** A time of day with its offset, which is UTC if it has none, rounded half up. */
  private static String zonedTime(String text, int digits) {
    OffsetTime time;
    try {
      time = DateTimeText.time(fullOffset(text)).zoned();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new FunctionFailure(
          ErrorCode.INVALID_CAST_ARGUMENT, "Value cannot be cast to time with time zone");
    }
    long unit = (long) Math.pow(10, NANOS_DIGITS - digits);
    long nanos = (time.toLocalTime().toNanoOfDay() + unit / 2) / unit * unit;
    String local =
        java.time.format.DateTimeFormatter.ofPattern(
                digits == 0 ? "HH:mm:ss" : "HH:mm:ss." + "S".repeat(digits))
            .format(LocalTime.ofNanoOfDay(nanos % DAY_NANOS));
    String offset = time.getOffset().getTotalSeconds() == 0 ? "+00:00" : time.getOffset().getId();
    return local + offset;
  }

  /** DuckDB leaves out the minutes of an offset that has none. */
  private static String fullOffset(String text) {
    return WHOLE_HOURS.matcher(text).find() ? text + ":00" : text;
  }

  private static long dateParse(String text, String format) {
    try {
      return mysql(format).withZoneUTC().parseMillis(text);
    } catch (IllegalArgumentException e) {
      throw FunctionFailure.invalid("The text does not fit the format " + format);
    }
  }

  /** A format in MySQL's notation. */
  private static DateTimeFormatter mysql(String format) {
    DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        if (c != '%') {
          builder.appendLiteral(c);
        }
      } else {
        append(builder, format.charAt(++i));
      }
    }
    try {
      return builder.toFormatter().withLocale(Locale.ENGLISH);
    } catch (UnsupportedOperationException e) {
      throw FunctionFailure.invalid("The format is empty");
    }
  }

  private static void append(DateTimeFormatterBuilder builder, char specifier) {
    switch (specifier) {
      case 'a' -> builder.appendDayOfWeekShortText();
      case 'b' -> builder.appendMonthOfYearShortText();
      case 'c' -> builder.appendMonthOfYear(1);
      case 'd' -> builder.appendDayOfMonth(2);
      case 'e' -> builder.appendDayOfMonth(1);
      case 'f' -> builder.appendFractionOfSecond(6, 9);
      case 'H' -> builder.appendHourOfDay(2);
      case 'h', 'I' -> builder.appendClockhourOfHalfday(2);
      case 'i' -> builder.appendMinuteOfHour(2);
      case 'j' -> builder.appendDayOfYear(3);
      case 'k' -> builder.appendHourOfDay(1);
      case 'l' -> builder.appendClockhourOfHalfday(1);
      case 'M' -> builder.appendMonthOfYearText();
      case 'm' -> builder.appendMonthOfYear(2);
      case 'p' -> builder.appendHalfdayOfDayText();
      case 'r' -> {
        clock(builder.appendClockhourOfHalfday(2));
        builder.appendLiteral(' ').appendHalfdayOfDayText();
      }
      case 'S', 's' -> builder.appendSecondOfMinute(2);
      case 'T' -> clock(builder.appendHourOfDay(2));
      case 'v' -> builder.appendWeekOfWeekyear(2);
      case 'x' -> builder.appendWeekyear(4, 4);
      case 'W' -> builder.appendDayOfWeekText();
      case 'Y' -> builder.appendYear(4, 4);
      case 'y' -> builder.appendTwoDigitYear(PIVOT_YEAR);
      case 'w', 'U', 'u', 'V', 'X', 'D' ->
          throw FunctionFailure.invalid("%" + specifier + " not supported in date format string");
      default -> builder.appendLiteral(specifier);
    }
  }

  private static void clock(DateTimeFormatterBuilder builder) {
    builder.appendLiteral(':').appendMinuteOfHour(2).appendLiteral(':').appendSecondOfMinute(2);
  }

  /**
   * @param millis what a clock in the zone shows, as if it were UTC
   * @param zone empty for a timestamp without zone
   */
  private static String formatDatetime(long millis, String pattern, String zone) {
    if (zone.isEmpty() && pattern.replaceAll("'[^']*'", "").matches("(?i).*z.*")) {
      throw FunctionFailure.invalid(
          "format_datetime for TIMESTAMP type cannot use Z nor z in format");
    }
    try {
      DateTimeFormatter formatter = DateTimeFormat.forPattern(pattern).withLocale(Locale.ENGLISH);
      if (zone.isEmpty()) {
        return formatter.withZoneUTC().print(millis);
      }
      DateTimeZone joda = DateTimeZone.forID(zone);
      return formatter.withZone(joda).print(joda.convertLocalToUTC(millis, false));
    } catch (IllegalArgumentException e) {
      throw FunctionFailure.invalid("The format is not valid: " + pattern);
    }
  }

  private static String humanSeconds(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw FunctionFailure.invalid("Invalid argument found: " + value);
    }
    long rest = (long) Math.abs(value);
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("week", 604_800L);
    units.put("day", 86_400L);
    units.put("hour", 3600L);
    units.put("minute", 60L);
    units.put("second", 1L);
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      long count = rest / unit.getValue();
      rest %= unit.getValue();
      if (count > 0 || (unit.getKey().equals("second") && text.isEmpty())) {
        text.append(text.isEmpty() ? "" : ", ").append(count).append(' ').append(unit.getKey());
        text.append(count == 1 ? "" : "s");
      }
    }
    return text.toString();
  }

  private static long parseDuration(String text) {
    Matcher matcher = DURATION.matcher(text);
    Double unit = matcher.matches() ? UNITS.get(matcher.group(2)) : null;
    if (unit == null) {
      throw FunctionFailure.invalid("duration is not a valid data duration string");
    }
    return Math.round(Double.parseDouble(matcher.group(1)) * unit);
  }
}
