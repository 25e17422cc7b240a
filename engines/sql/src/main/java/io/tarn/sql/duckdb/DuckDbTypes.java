package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
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

/**
 * How the dialect's types are held in DuckDB: most as the type of the same name; intervals as whole
 * milliseconds or months; json as its text; rows as structs with fields {@code f0…fn}; char without
 * its padding; timestamps up to microseconds in TIMESTAMP, up to nanoseconds in TIMESTAMP_NS.
 */
public final class DuckDbTypes {
  private static final int MICROS = 6;
  private static final int NANOS = 9;

  private DuckDbTypes() {}

  /**
   * @throws ProblemException {@code NOT_SUPPORTED} for types that DuckDB cannot hold
   */
  public static String name(DataType type) {
    return switch (type) {
      case Simple simple ->
          switch (simple) {
            case UNKNOWN -> "\"NULL\"";
            case REAL -> "FLOAT";
            case VARBINARY -> "BLOB";
            case JSON -> "VARCHAR";
            case INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH -> "BIGINT";
            default -> simple.name();
          };
      case Decimal(int precision, int scale) -> "DECIMAL(" + precision + "," + scale + ")";
      case Varchar _, Char _ -> "VARCHAR";
      case Timestamp(int precision, boolean withZone) -> timestamp(precision, withZone, type);
      case Time(int precision, boolean withZone) -> {
        if (precision > MICROS) {
          throw notHeld(type);
        }
        yield withZone ? "TIMETZ" : "TIME";
      }
      case Array(DataType element) -> name(element) + "[]";
      case Map(DataType key, DataType value) -> "MAP(" + name(key) + ", " + name(value) + ")";
      case Row row -> {
        StringBuilder text = new StringBuilder("STRUCT(");
        for (int i = 0; i < row.fields().size(); i++) {
          text.append(i == 0 ? "" : ", ").append('f').append(i).append(' ');
          text.append(name(row.fields().get(i).type()));
        }
        yield text.append(')').toString();
      }
    };
  }

  private static String timestamp(int precision, boolean withZone, DataType type) {
    if (precision <= MICROS) {
      return withZone ? "TIMESTAMPTZ" : "TIMESTAMP";
    }
    if (precision <= NANOS && !withZone) {
      return "TIMESTAMP_NS";
    }
    throw notHeld(type);
  }

  private static ProblemException notHeld(DataType type) {
    return new ProblemException(
        ErrorCode.NOT_SUPPORTED, "The type " + type + " is not supported by this engine");
  }
}
