package io.tarn.kernel.type;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of the dialect. {@code toString} is Trino's text of it, as {@code decimal(12,2)} or {@code
 * array(row(a bigint))}; {@link TypeText#parse} reads it back.
 */
public sealed interface DataType {

  /** A type without parameters. */
  enum Simple implements DataType {
    UNKNOWN,
    BOOLEAN,
    TINYINT,
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE,
    DATE,
    VARBINARY,
    JSON,
    UUID,
    INTERVAL_DAY_TO_SECOND,
    INTERVAL_YEAR_TO_MONTH;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * @param precision total digits, 1 to 38
   * @param scale digits after the point, 0 to precision
   */
  record Decimal(int precision, int scale) implements DataType {
    public static final int MAX_PRECISION = 38;

    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("decimal(" + precision + "," + scale + ")");
      }
    }

    @Override
    public String toString() {
      return "decimal(" + precision + "," + scale + ")";
    }
  }

  /**
   * @param length the limit in code points, null if there is none
   */
  record Varchar(@Nullable Integer length) implements DataType {
    public static final Varchar UNBOUNDED = new Varchar(null);

    @Override
    public String toString() {
      return length == null ? "varchar" : "varchar(" + length + ")";
    }
  }

  /**
   * @param length in code points, values are padded to it
   */
  record Char(int length) implements DataType {
    @Override
    public String toString() {
      return "char(" + length + ")";
    }
  }

  /**
   * @param precision digits of the second's fraction, 0 to 12
   * @param withZone whether the value carries a time zone or offset
   */
  record Time(int precision, boolean withZone) implements DataType {
    @Override
    public String toString() {
      return "time(" + precision + ")" + (withZone ? " with time zone" : "");
    }
  }

  /**
   * @param precision digits of the second's fraction, 0 to 12
   * @param withZone whether the value is an instant in a time zone
   */
  record Timestamp(int precision, boolean withZone) implements DataType {
    @Override
    public String toString() {
      return "timestamp(" + precision + ")" + (withZone ? " with time zone" : "");
    }
  }

  record Array(DataType element) implements DataType {
    @Override
    public String toString() {
      return "array(" + element + ")";
    }
  }

  record Map(DataType key, DataType value) implements DataType {
    @Override
    public String toString() {
      return "map(" + key + ", " + value + ")";
    }
  }

  record Row(List<Field> fields) implements DataType {
    public Row {
      fields = List.copyOf(fields);
    }

    @Override
    public String toString() {
      return fields.stream().map(Field::toString).collect(Collectors.joining(", ", "row(", ")"));
    }
  }

  /**
   * @param name null for an anonymous field
   */
  record Field(@Nullable String name, DataType type) {
    @Override
    public String toString() {
      return name == null ? type.toString() : TypeText.identifier(name) + " " + type;
    }
  }
}
