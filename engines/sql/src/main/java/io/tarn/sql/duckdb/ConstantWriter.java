package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Bytes;
import io.tarn.sql.tree.Expression.Constant;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Writes constants, always with their type. */
final class ConstantWriter {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);

  private ConstantWriter() {}

  static String write(Constant constant) {
    DataType type = constant.type();
    Object value = constant.value();
    String name = DuckDbTypes.name(type);
    return switch (value) {
      case null -> type == Simple.UNKNOWN ? "NULL" : "CAST(NULL AS " + name + ")";
      case Boolean truth -> truth ? "true" : "false";
      case Long whole -> "CAST('" + whole + "' AS " + name + ")";
      case Float number -> "CAST('" + number + "' AS FLOAT)";
      case Double number -> "CAST('" + number + "' AS DOUBLE)";
      case BigDecimal decimal -> "CAST('" + decimal.toPlainString() + "' AS " + name + ")";
      case Bytes bytes ->
          bytes.hex().isEmpty() ? "CAST('' AS BLOB)" : "unhex('" + bytes.hex() + "')";
      case String text ->
          type == Simple.UUID
              ? "CAST('" + text + "' AS UUID)"
              : "CAST(" + Text.quoted(text) + " AS VARCHAR)";
      case LocalDate date -> date(date);
      case LocalTime time -> "CAST('" + cut(TIME.format(time)) + "' AS TIME)";
      case OffsetTime time ->
          "CAST('" + cut(TIME.format(time)) + offset(time.getOffset()) + "' AS TIMETZ)";
      case LocalDateTime stamp -> timestamp(stamp, name);
      case ZonedDateTime stamp ->
          "CAST("
              + timestamp(stamp.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime(), "TIMESTAMP")
              + " AS TIMESTAMPTZ)";
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  private static String date(LocalDate date) {
    if (date.getYear() >= 1 && date.getYear() <= 9999) {
      return "CAST('" + date + "' AS DATE)";
    }
    return "(CAST('1970-01-01' AS DATE) + CAST('" + date.toEpochDay() + "' AS INTEGER))";
  }

  private static String timestamp(LocalDateTime stamp, String name) {
    if (name.equals("TIMESTAMP_NS")) {
      return "make_timestamp_ns(CAST('" + ChronoUnit.NANOS.between(EPOCH, stamp) + "' AS BIGINT))";
    }
    if (stamp.getYear() >= 1 && stamp.getYear() <= 9999) {
      return "CAST('"
          + stamp.toLocalDate()
          + " "
          + cut(TIME.format(stamp.toLocalTime()))
          + "' AS TIMESTAMP)";
    }
    return "make_timestamp(CAST('" + ChronoUnit.MICROS.between(EPOCH, stamp) + "' AS BIGINT))";
  }

  /** The text with microseconds. */
  private static String cut(String nanos) {
    return nanos.substring(0, nanos.length() - 3);
  }

  private static String offset(ZoneOffset offset) {
    return offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
  }
}
