package io.tarn.sql.type;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;

/** Questions about types. */
public final class Types {
  private Types() {}

  /** The type's name without its parameters, as {@code timestamp with time zone}. */
  public static String base(DataType type) {
    return switch (type) {
      case Simple simple -> simple.toString();
      case Decimal _ -> "decimal";
      case Varchar _ -> "varchar";
      case Char _ -> "char";
      case Time time -> time.withZone() ? "time with time zone" : "time";
      case Timestamp timestamp -> timestamp.withZone() ? "timestamp with time zone" : "timestamp";
      case Array _ -> "array";
      case Map _ -> "map";
      case Row _ -> "row";
    };
  }

  /** Whether values of the type can be compared for equality, grouped and made distinct. */
  public static boolean comparable(DataType type) {
    return switch (type) {
      case Array array -> comparable(array.element());
      case Map map -> comparable(map.value());
      case Row row -> row.fields().stream().allMatch(field -> comparable(field.type()));
      default -> true;
    };
  }

  /** Whether values of the type have an order. */
  public static boolean orderable(DataType type) {
    return switch (type) {
      case Array array -> orderable(array.element());
      case Map _ -> false;
      case Row row -> row.fields().stream().allMatch(field -> orderable(field.type()));
      case Simple simple -> simple != Simple.JSON;
      default -> true;
    };
  }

  public static boolean isNumeric(DataType type) {
    return isWhole(type) || isFloating(type) || type instanceof Decimal;
  }

  /** Whether it is one of the four integer types. */
  public static boolean isWhole(DataType type) {
    return type == Simple.TINYINT
        || type == Simple.SMALLINT
        || type == Simple.INTEGER
        || type == Simple.BIGINT;
  }

  public static boolean isFloating(DataType type) {
    return type == Simple.REAL || type == Simple.DOUBLE;
  }

  /** Whether values of the type, or values inside them, may be NaN. */
  public static boolean holdsFloating(DataType type) {
    return switch (type) {
      case Array array -> holdsFloating(array.element());
      case Map map -> holdsFloating(map.key()) || holdsFloating(map.value());
      case Row row -> row.fields().stream().map(Field::type).anyMatch(Types::holdsFloating);
      default -> isFloating(type);
    };
  }

  /** Whether it is {@code varchar} with or without a length. */
  public static boolean isVarchar(DataType type) {
    return type instanceof Varchar;
  }

  /** Whether the type is unknown, or has the unknown type inside it. */
  public static boolean holdsUnknown(DataType type) {
    return switch (type) {
      case Array array -> holdsUnknown(array.element());
      case Map map -> holdsUnknown(map.key()) || holdsUnknown(map.value());
      case Row row -> row.fields().stream().map(Field::type).anyMatch(Types::holdsUnknown);
      default -> type == Simple.UNKNOWN;
    };
  }
}
