package io.tarn.sql.type;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as statements write them: {@code 2020-05-01}, {@code 12:34:56.789}, {@code
 * 2020-05-01 12:34:56.789 Asia/Seoul}. Years have four digits or more, other fields one or two.
 */
public final class DateTimeText {
  private static final Pattern DATE = Pattern.compile("([+-]?\\d{4,})-(\\d{1,2})-(\\d{1,2})");
  private static final Pattern TIME =
      Pattern.compile(
          "(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:\\.(?<fraction>\\d+))?)?"
              + "(?:\\s*(?<sign>[+-])(?<zoneHour>\\d\\d):(?<zoneMinute>\\d\\d))?");
  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(?<year>[-+]?\\d{4,})-(?<month>\\d{1,2})-(?<day>\\d{1,2})"
              + "( (?:(?<hour>\\d{1,2}):(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})"
              + "(?:\\.(?<fraction>\\d+))?)?)?\\s*(?<zone>.+)?)?");
  private static final Pattern OFFSET = Pattern.compile("[+-]\\d\\d:\\d\\d");
  private static final int MAX_DIGITS = 9;
  private static final int MAX_OFFSET_HOURS = 14;

  private DateTimeText() {}

  /**
   * A point in time as it was written.
   *
   * @param local the fields
   * @param precision the digits of the fraction
   * @param zone null if it has none
   */
  public record Stamp(LocalDateTime local, int precision, @Nullable ZoneId zone) {
    /** With the fields in its zone, or in UTC if it has none. */
    public ZonedDateTime zoned() {
      return local.atZone(zone == null ? ZoneOffset.UTC : zone);
    }
  }

  /**
   * A time of day as it was written.
   *
   * @param precision the digits of the fraction
   * @param offset null if it has none
   */
  public record TimeOfDay(LocalTime local, int precision, @Nullable ZoneOffset offset) {
    /** With its offset, or UTC if it has none. */
    public OffsetTime zoned() {
      return local.atOffset(offset == null ? ZoneOffset.UTC : offset);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no date
   */
  public static LocalDate date(String text) {
    Matcher matcher = DATE.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    return date(matcher.group(1), matcher.group(2), matcher.group(3));
  }

  private static LocalDate date(String year, String month, String day) {
    try {
      return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if the text is no time of day
   * @throws ArithmeticException if its fraction has more than nine digits
   */
  public static TimeOfDay time(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    @Nullable ZoneOffset offset = null;
    if (matcher.group("sign") != null) {
      int hours = Integer.parseInt(matcher.group("zoneHour"));
      int minutes = Integer.parseInt(matcher.group("zoneMinute"));
      if (hours * 60 + minutes > MAX_OFFSET_HOURS * 60 || minutes > 59) {
        throw new IllegalArgumentException(text);
      }
      int seconds = (hours * 60 + minutes) * 60;
      offset = ZoneOffset.ofTotalSeconds("-".equals(matcher.group("sign")) ? -seconds : seconds);
    }
    return new TimeOfDay(timeOf(matcher), precision(matcher), offset);
  }

  /**
   * @throws IllegalArgumentException if the text is no timestamp
   * @throws ArithmeticException if its fraction has more than nine digits
   */
  public static Stamp timestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    LocalDate date = date(matcher.group("year"), matcher.group("month"), matcher.group("day"));
    LocalTime time = matcher.group("hour") == null ? LocalTime.MIDNIGHT : timeOf(matcher);
    String zone = matcher.group("zone");
    return new Stamp(
        LocalDateTime.of(date, time), precision(matcher), zone == null ? null : zone(zone));
  }

  /**
   * A time zone or offset.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ZoneId zone(String name) {
    try {
      if (name.equalsIgnoreCase("UTC") || name.equalsIgnoreCase("Z")) {
        return ZoneOffset.UTC;
      }
      if (OFFSET.matcher(name).matches()) {
        ZoneOffset offset = ZoneOffset.of(name);
        if (Math.abs(offset.getTotalSeconds()) > MAX_OFFSET_HOURS * 3600) {
          throw new IllegalArgumentException(name);
        }
        return offset;
      }
      if (!name.contains("/")) {
        throw new IllegalArgumentException(name);
      }
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static LocalTime timeOf(Matcher matcher) {
    String second = matcher.group("second");
    String fraction = matcher.group("fraction");
    if (fraction != null && fraction.length() > MAX_DIGITS) {
      throw new ArithmeticException("more than nine digits");
    }
    int nanos =
        fraction == null
            ? 0
            : Integer.parseInt((fraction + "0".repeat(MAX_DIGITS)).substring(0, MAX_DIGITS));
    try {
      return LocalTime.of(
          Integer.parseInt(matcher.group("hour")),
          Integer.parseInt(matcher.group("minute")),
          second == null ? 0 : Integer.parseInt(second),
          nanos);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static int precision(Matcher matcher) {
    String fraction = matcher.group("fraction");
    return fraction == null ? 0 : fraction.length();
  }
}
