package io.tarn.engine.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.sql.OutputColumn;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Struct;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives the Java values of the current row of a result. */
final class ResultRow {
  private final ResultSet rows;
  private final List<OutputColumn> columns;

  ResultRow(ResultSet rows, List<OutputColumn> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  List<@Nullable Object> values() throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(column(columns.get(i).type(), i + 1));
    }
    return values;
  }

  private @Nullable Object column(DataType type, int index) throws SQLException {
    if (type instanceof Timestamp timestamp && !timestamp.withZone()) {
      return rows.getObject(index, LocalDateTime.class);
    }
    return value(type, rows.getObject(index));
  }

  /** A value as the driver gives it, as the value of the type. */
  private static @Nullable Object value(DataType type, @Nullable Object raw) throws SQLException {
    if (raw == null) {
      return null;
    }
    return switch (type) {
      case Simple simple -> simple(simple, raw);
      case Decimal decimal -> ((BigDecimal) raw).setScale(decimal.scale());
      case DataType.Varchar _ -> raw.toString();
      case Char character -> padded(raw.toString(), character.length());
      case Timestamp timestamp -> timestamp.withZone() ? zoned(raw) : local(raw);
      case Time time -> time.withZone() ? offsetTime((Struct) raw) : time(raw);
      case Array array -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object element : (Object[]) ((java.sql.Array) raw).getArray()) {
          list.add(value(array.element(), element));
        }
        yield list;
      }
      case DataType.Map map -> {
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) raw).entrySet()) {
          Object key = value(map.key(), entry.getKey());
          result.put(java.util.Objects.requireNonNull(key), value(map.value(), entry.getValue()));
        }
        yield result;
      }
      case Row row -> {
        Object[] attributes = ((Struct) raw).getAttributes();
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = 0; i < attributes.length; i++) {
          list.add(value(row.fields().get(i).type(), attributes[i]));
        }
        yield list;
      }
    };
  }

  private static Object simple(Simple type, Object raw) throws SQLException {
    return switch (type) {
      case JSON, UUID -> raw.toString();
      case VARBINARY ->
          raw instanceof Blob blob ? blob.getBytes(1, (int) blob.length()) : (byte[]) raw;
      case DATE -> raw instanceof java.sql.Date date ? date.toLocalDate() : (LocalDate) raw;
      case INTERVAL_DAY_TO_SECOND -> Duration.ofMillis(((Number) raw).longValue());
      case INTERVAL_YEAR_TO_MONTH -> Period.ofMonths(((Number) raw).intValue());
      default -> raw;
    };
  }

  private static Object local(Object raw) {
    return raw instanceof java.sql.Timestamp stamp ? stamp.toLocalDateTime() : (LocalDateTime) raw;
  }

  private static Object time(Object raw) {
    return raw instanceof java.sql.Time time ? time.toLocalTime() : (LocalTime) raw;
  }

  /** A time of day with its offset in seconds beside it. */
  private static Object offsetTime(Struct raw) throws SQLException {
    Object[] parts = raw.getAttributes();
    LocalTime local = (LocalTime) time(parts[0]);
    return OffsetTime.of(local, ZoneOffset.ofTotalSeconds(((Number) parts[1]).intValue()));
  }

  /** An instant, which is in UTC unless its zone stands beside it. */
  private static @Nullable Object zoned(Object raw) throws SQLException {
    if (raw instanceof Struct struct) {
      OffsetDateTime instant = (OffsetDateTime) struct.getAttributes()[0];
      return instant == null
          ? null
          : instant.atZoneSameInstant(ZoneId.of(struct.getAttributes()[1].toString()));
    }
    return ((OffsetDateTime) raw).atZoneSameInstant(ZoneOffset.UTC);
  }

  private static String padded(String text, int length) {
    int missing = length - text.codePointCount(0, text.length());
    return missing <= 0 ? text : text + " ".repeat(missing);
  }
}
