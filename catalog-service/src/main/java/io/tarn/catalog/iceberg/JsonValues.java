package io.tarn.catalog.iceberg;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/** Iceberg's values as the API writes them in JSON. */
final class JsonValues {
  private static final long MAX_SAFE = (1L << 53) - 1;
  private static final long MICROS = 1_000_000;
  private static final long NANOS = 1_000_000_000;
  private static final int NANOS_PER_MICRO = 1_000;

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private JsonValues() {}

  static Object of(Type type, Object value) {
    return switch (type.typeId()) {
      case LONG -> safe((Long) value);
      case FLOAT, DOUBLE -> finite((Number) value);
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME -> time(6).format(LocalTime.ofNanoOfDay((Long) value * NANOS_PER_MICRO));
      case TIMESTAMP ->
          timestamp((Long) value, MICROS, 6, ((Types.TimestampType) type).shouldAdjustToUTC());
      case TIMESTAMP_NANO ->
          timestamp((Long) value, NANOS, 9, ((Types.TimestampNanoType) type).shouldAdjustToUTC());
      case DECIMAL -> ((BigDecimal) value).toPlainString();
      case FIXED, BINARY -> base64((ByteBuffer) value);
      case BOOLEAN, INTEGER -> value;
      default -> value.toString();
    };
  }

  private static Object safe(long value) {
    return value >= -MAX_SAFE && value <= MAX_SAFE ? value : Long.toString(value);
  }

  private static Object finite(Number value) {
    return Double.isFinite(value.doubleValue()) ? value : value.toString();
  }

  private static String timestamp(long value, long perSecond, int digits, boolean zoned) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(value, perSecond), Math.floorMod(value, perSecond) * (NANOS / perSecond));
    String text =
        fraction(SECONDS, digits).format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
    return zoned ? text + "Z" : text;
  }

  private static DateTimeFormatter time(int digits) {
    return fraction(DateTimeFormatter.ofPattern("HH:mm:ss"), digits);
  }

  private static DateTimeFormatter fraction(DateTimeFormatter seconds, int digits) {
    return new DateTimeFormatterBuilder()
        .append(seconds)
        .appendFraction(ChronoField.NANO_OF_SECOND, digits, digits, true)
        .toFormatter(java.util.Locale.ROOT);
  }

  private static String base64(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
