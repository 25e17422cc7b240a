package io.tarn.engine.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of some rows in Arrow's memory layout (the format's page "Arrow Columnar Format"):
 * for each vector, depth first, its length, its number of NULLs and its buffers.
 */
final class ArrowBatch {
  private static final int DECIMAL_BYTES = 16;

  private final List<Node> nodes = new ArrayList<>();
  private final List<byte[]> buffers = new ArrayList<>();

  /** One vector. */
  record Node(int length, int nulls) {}

  List<Node> nodes() {
    return nodes;
  }

  List<byte[]> buffers() {
    return buffers;
  }

  /** Adds a vector of Java values, as {@link ResultFiles} has them. */
  void add(DataType type, List<? extends @Nullable Object> values) {
    int nulls = Collections.frequency(values, null);
    nodes.add(new Node(values.size(), type == Simple.UNKNOWN ? values.size() : nulls));
    if (type == Simple.UNKNOWN) {
      return;
    }
    buffers.add(nulls == 0 ? new byte[0] : bits(values, value -> value != null));
    switch (type) {
      case Simple.BOOLEAN -> buffers.add(bits(values, Boolean.TRUE::equals));
      case Array(DataType element) -> list(values, element);
      case Map(DataType key, DataType value) -> map(values, key, value);
      case Row row -> struct(values, row);
      default -> {
        int width = width(type);
        if (width == 0) {
          variable(type, values);
        } else {
          fixed(type, values, width);
        }
      }
    }
  }

  /** Bytes of a value; 0 if values are of any length. */
  private static int width(DataType type) {
    return switch (type) {
      case Simple simple ->
          switch (simple) {
            case TINYINT -> 1;
            case SMALLINT -> 2;
            case INTEGER, REAL, DATE, INTERVAL_YEAR_TO_MONTH -> 4;
            case BIGINT, DOUBLE, INTERVAL_DAY_TO_SECOND -> 8;
            default -> 0;
          };
      case Decimal _ -> DECIMAL_BYTES;
      case Time time -> time.withZone() ? 0 : 8;
      case Timestamp _ -> 8;
      default -> 0;
    };
  }

  private interface Test {
    boolean of(@Nullable Object value);
  }

  private static byte[] bits(List<? extends @Nullable Object> values, Test test) {
    byte[] bits = new byte[(values.size() + 7) / 8];
    for (int i = 0; i < values.size(); i++) {
      if (test.of(values.get(i))) {
        bits[i / 8] |= (byte) (1 << i % 8);
      }
    }
    return bits;
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void fixed(DataType type, List<? extends @Nullable Object> values, int width) {
    ByteBuffer data = littleEndian(values.size() * width);
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i);
      if (value != null) {
        data.position(i * width);
        put(data, type, value);
      }
    }
    buffers.add(data.array());
  }

  private static void put(ByteBuffer data, DataType type, Object value) {
    switch (value) {
      case Byte whole -> data.put(whole);
      case Short whole -> data.putShort(whole);
      case Integer whole -> data.putInt(whole);
      case Long whole -> data.putLong(whole);
      case Float real -> data.putFloat(real);
      case Double real -> data.putDouble(real);
      case BigDecimal decimal -> putDecimal(data, decimal);
      case LocalDate date -> data.putInt(Math.toIntExact(date.toEpochDay()));
      case LocalTime time ->
          data.putLong(micros(type) ? time.toNanoOfDay() / 1000 : time.toNanoOfDay());
      case LocalDateTime stamp -> data.putLong(instant(type, stamp.toInstant(ZoneOffset.UTC)));
      case ZonedDateTime stamp -> data.putLong(instant(type, stamp.toInstant()));
      case Duration duration -> data.putLong(duration.toMillis());
      case Period period -> data.putInt(Math.toIntExact(period.toTotalMonths()));
      default -> throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  private static boolean micros(DataType type) {
    return switch (type) {
      case Time time -> time.precision() <= ArrowSchema.MICROS;
      case Timestamp timestamp -> timestamp.precision() <= ArrowSchema.MICROS;
      default -> true;
    };
  }

  private static long instant(DataType type, Instant instant) {
    long units = micros(type) ? 1_000_000 : 1_000_000_000;
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), units),
        instant.getNano() / (1_000_000_000 / units));
  }

  private static void putDecimal(ByteBuffer data, BigDecimal decimal) {
    byte[] bigEndian = decimal.unscaledValue().toByteArray();
    byte fill = (byte) (decimal.signum() < 0 ? -1 : 0);
    for (int i = 0; i < DECIMAL_BYTES; i++) {
      data.put(i < bigEndian.length ? bigEndian[bigEndian.length - 1 - i] : fill);
    }
  }

  private void variable(DataType type, List<? extends @Nullable Object> values) {
    List<byte[]> parts = new ArrayList<>();
    ByteBuffer offsets = littleEndian(4 * (values.size() + 1));
    int end = 0;
    offsets.putInt(end);
    for (Object value : values) {
      if (value != null) {
        byte[] part = bytes(type, value);
        parts.add(part);
        end = Math.addExact(end, part.length);
      }
      offsets.putInt(end);
    }
    buffers.add(offsets.array());
    ByteBuffer data = ByteBuffer.allocate(end);
    parts.forEach(data::put);
    buffers.add(data.array());
  }

  private static byte[] bytes(DataType type, Object value) {
    return switch (type) {
      case Simple simple when simple == Simple.VARBINARY -> (byte[]) value;
      case Varchar _, Char _, Simple _ -> value.toString().getBytes(StandardCharsets.UTF_8);
      default -> String.valueOf(JsonValues.of(type, value)).getBytes(StandardCharsets.UTF_8);
    };
  }

  private void list(List<? extends @Nullable Object> values, DataType element) {
    List<@Nullable Object> elements = new ArrayList<>();
    ByteBuffer offsets = littleEndian(4 * (values.size() + 1));
    offsets.putInt(0);
    for (Object value : values) {
      if (value != null) {
        elements.addAll((List<?>) value);
      }
      offsets.putInt(elements.size());
    }
    buffers.add(offsets.array());
    add(element, elements);
  }

  private void map(List<? extends @Nullable Object> values, DataType key, DataType value) {
    List<@Nullable Object> keys = new ArrayList<>();
    List<@Nullable Object> items = new ArrayList<>();
    ByteBuffer offsets = littleEndian(4 * (values.size() + 1));
    offsets.putInt(0);
    for (Object map : values) {
      if (map != null) {
        ((java.util.Map<?, ?>) map)
            .forEach(
                (k, v) -> {
                  keys.add(k);
                  items.add(v);
                });
      }
      offsets.putInt(keys.size());
    }
    buffers.add(offsets.array());
    nodes.add(new Node(keys.size(), 0));
    buffers.add(new byte[0]);
    add(key, keys);
    add(value, items);
  }

  private void struct(List<? extends @Nullable Object> values, Row row) {
    for (int field = 0; field < row.fields().size(); field++) {
      List<@Nullable Object> column = new ArrayList<>();
      for (Object value : values) {
        column.add(value == null ? null : ((List<?>) value).get(field));
      }
      add(row.fields().get(field).type(), column);
    }
  }
}
