package io.tarn.lake;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.DecimalType;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file as DuckDB's {@code RETURN_STATS} describes it.
 *
 * @param statistics by column path, each name in double quotes
 */
record WrittenFile(Path path, long rows, long bytes, Map<String, Map<String, String>> statistics) {
  private static final LocalDateTime EPOCH = LocalDateTime.of(1970, 1, 1, 0, 0);
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);
  private static final DateTimeFormatter INSTANT =
      new DateTimeFormatterBuilder()
          .append(TIMESTAMP)
          .appendOffset("+HH:mm", "+00")
          .toFormatter(java.util.Locale.ROOT);

  static WrittenFile of(ResultSet row) throws SQLException {
    Map<String, Map<String, String>> statistics = new HashMap<>();
    Map<?, ?> columns = (Map<?, ?>) row.getObject("column_statistics");
    columns.forEach(
        (column, values) -> {
          Map<String, String> texts = new HashMap<>();
          ((Map<?, ?>) values).forEach((name, value) -> texts.put(text(name), text(value)));
          statistics.put(text(column), texts);
        });
    return new WrittenFile(
        Path.of(row.getString("filename")),
        row.getLong("count"),
        row.getLong("file_size_bytes"),
        statistics);
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }

  /** Iceberg's metrics of the top-level columns. */
  Metrics metrics(Schema schema) {
    Map<Integer, Long> sizes = new HashMap<>();
    Map<Integer, Long> values = new HashMap<>();
    Map<Integer, Long> nulls = new HashMap<>();
    Map<Integer, Long> nans = new HashMap<>();
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    for (NestedField field : schema.columns()) {
      Map<String, String> known = statistics.get(DuckTypes.quoted(field.name()));
      if (known == null || !field.type().isPrimitiveType()) {
        continue;
      }
      int id = field.fieldId();
      count(known, "column_size_bytes", id, sizes);
      count(known, "num_values", id, values);
      count(known, "null_count", id, nulls);
      count(known, "nan_count", id, nans);
      if (nans.getOrDefault(id, 0L) == 0) {
        bound(field.type(), known, "min", id, lower);
        bound(field.type(), known, "max", id, upper);
      }
    }
    return new Metrics(rows, sizes, values, nulls, nans, lower, upper);
  }

  private static void count(
      Map<String, String> known, String name, int id, Map<Integer, Long> counts) {
    String text = known.get(name);
    if (text != null) {
      counts.put(id, Long.parseLong(text));
    }
  }

  private static void bound(
      Type type, Map<String, String> known, String name, int id, Map<Integer, ByteBuffer> bounds) {
    String text = known.get(name);
    if (text != null && "true".equals(known.get(name + "_is_exact"))) {
      Object value = value(type, text);
      if (value != null) {
        bounds.put(id, Conversions.toByteBuffer(type, value));
      }
    }
  }

  private static @Nullable Object value(Type type, String text) {
    return switch (type.typeId()) {
      case BOOLEAN -> text.equals("1") || text.equals("true");
      case INTEGER -> Integer.valueOf(text);
      case LONG -> Long.valueOf(text);
      case FLOAT -> Float.valueOf(text);
      case DOUBLE -> Double.valueOf(text);
      case DECIMAL -> new BigDecimal(text).setScale(((DecimalType) type).scale());
      case STRING -> text;
      case DATE -> (int) LocalDate.parse(text).toEpochDay();
      case TIME -> LocalTime.parse(text).toNanoOfDay() / 1_000;
      case TIMESTAMP ->
          ((TimestampType) type).shouldAdjustToUTC()
              ? micros(
                  OffsetDateTime.parse(text, INSTANT)
                      .withOffsetSameInstant(ZoneOffset.UTC)
                      .toLocalDateTime())
              : micros(LocalDateTime.parse(text, TIMESTAMP));
      default -> null;
    };
  }

  private static long micros(LocalDateTime value) {
    return ChronoUnit.MICROS.between(EPOCH, value);
  }
}
