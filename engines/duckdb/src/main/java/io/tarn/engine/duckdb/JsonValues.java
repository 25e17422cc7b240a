package io.tarn.engine.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of the API's JSON: whole numbers beyond ±(2^53−1), {@code NaN} and infinities as
 * strings; decimals as strings with their scale; dates and times in ISO 8601, timestamps with
 * {@code T}, with a zone as RFC 9557; intervals as Trino prints them; varbinary in base64; arrays
 * and rows as lists; maps as objects.
 */
public final class JsonValues {
  private static final long MAX_SAFE = (1L << 53) - 1;
  private static final int NANOS_DIGITS = 9;
  private static final int MONTHS = 12;

  private JsonValues() {}

  /** The value for JSON: Boolean, Long, Double, String, List, Map or null. */
  public static @Nullable Object of(DataType type, @Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Float real -> number(Double.parseDouble(real.toString()));
      case Double number -> number(number);
      case BigDecimal decimal -> decimal.toPlainString();
      case Number whole -> whole(whole.longValue());
      case String text -> text;
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case LocalDate date -> date.toString();
      case LocalTime time -> time(time, digits(type));
      case OffsetTime time -> time(time.toLocalTime(), digits(type)) + offset(time.getOffset());
      case LocalDateTime stamp -> stamp(stamp, digits(type));
      case ZonedDateTime stamp -> zoned(stamp, digits(type));
      case Duration duration -> dayToSecond(duration.toMillis());
      case Period period -> yearToMonth(period.toTotalMonths());
      case List<?> list -> list(type, list);
      case Map<?, ?> map -> map((DataType.Map) type, map);
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  private static Object number(double number) {
    return Double.isNaN(number) || Double.isInfinite(number) ? Double.toString(number) : number;
  }

  private static Object whole(long value) {
    return value > MAX_SAFE || value < -MAX_SAFE ? Long.toString(value) : value;
  }

  private static int digits(DataType type) {
    return switch (type) {
      case Time time -> time.precision();
      case Timestamp timestamp -> timestamp.precision();
      default -> 0;
    };
  }

  private static String time(LocalTime time, int digits) {
    String seconds = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    if (digits == 0) {
      return seconds;
    }
    String nanos = "%09d".formatted(time.getNano());
    return seconds
        + "."
        + (digits <= NANOS_DIGITS
            ? nanos.substring(0, digits)
            : nanos + "0".repeat(digits - NANOS_DIGITS));
  }

  /** With a blank, as Trino has it, where the year is beyond what RFC 3339 knows. */
  private static String stamp(LocalDateTime stamp, int digits) {
    boolean known = stamp.getYear() >= 0 && stamp.getYear() <= 9999;
    return stamp.toLocalDate() + (known ? "T" : " ") + time(stamp.toLocalTime(), digits);
  }

  private static String zoned(ZonedDateTime stamp, int digits) {
    String text = stamp(stamp.toLocalDateTime(), digits);
    if (stamp.getZone().equals(ZoneOffset.UTC)) {
      return text + "Z";
    }
    String offset = offset(stamp.getOffset());
    return stamp.getZone() instanceof ZoneOffset
        ? text + offset
        : text + offset + "[" + stamp.getZone().getId() + "]";
  }

  private static String offset(ZoneOffset offset) {
    return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
  }

  private static String dayToSecond(long millis) {
    long rest = Math.abs(millis);
    return "%s%d %02d:%02d:%02d.%03d"
        .formatted(
            millis < 0 ? "-" : "",
            rest / 86_400_000,
            rest / 3_600_000 % 24,
            rest / 60_000 % 60,
            rest / 1000 % 60,
            rest % 1000);
  }

  private static String yearToMonth(long months) {
    long rest = Math.abs(months);
    return (months < 0 ? "-" : "") + rest / MONTHS + "-" + rest % MONTHS;
  }

  private static List<@Nullable Object> list(DataType type, List<?> list) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      DataType element =
          type instanceof Row row ? row.fields().get(i).type() : ((Array) type).element();
      values.add(of(element, list.get(i)));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(DataType.Map type, Map<?, ?> map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> values.put(String.valueOf(of(type.key(), key)), of(type.value(), value)));
    return values;
  }
}
