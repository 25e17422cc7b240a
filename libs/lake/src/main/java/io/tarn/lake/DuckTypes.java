package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType;
import java.util.stream.Collectors;

/** DuckDB's names of the types that tables can have. */
public final class DuckTypes {
  private DuckTypes() {}

  /**
   * The type as DuckDB's SQL writes it.
   *
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED} if a table cannot have it
   */
  public static String text(DataType type) {
    return switch (type) {
      case DataType.Simple simple -> simple(simple);
      case DataType.Decimal decimal ->
          "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
      case DataType.Varchar varchar -> "VARCHAR";
      case DataType.Char fixed -> "VARCHAR";
      case DataType.Time time when !time.withZone() && time.precision() <= 6 -> "TIME";
      case DataType.Timestamp timestamp when timestamp.precision() <= 6 ->
          timestamp.withZone() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
      case DataType.Time time -> throw unsupported(time);
      case DataType.Timestamp timestamp -> throw unsupported(timestamp);
      case DataType.Array array -> text(array.element()) + "[]";
      case DataType.Map map -> "MAP(" + text(map.key()) + ", " + text(map.value()) + ")";
      case DataType.Row row ->
          row.fields().stream()
              .map(field -> quoted(String.valueOf(field.name())) + " " + text(field.type()))
              .collect(Collectors.joining(", ", "STRUCT(", ")"));
    };
  }

  /** An identifier in quotes. */
  public static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** A string literal. */
  public static String literal(String text) {
    return '\'' + text.replace("'", "''") + '\'';
  }

  private static String simple(DataType.Simple type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case TINYINT, SMALLINT, INTEGER -> "INTEGER";
      case BIGINT -> "BIGINT";
      case REAL -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case DATE -> "DATE";
      case VARBINARY -> "BLOB";
      case JSON -> "VARCHAR";
      case UUID -> "UUID";
      case UNKNOWN, INTERVAL_DAY_TO_SECOND, INTERVAL_YEAR_TO_MONTH -> throw unsupported(type);
    };
  }

  private static ProblemException unsupported(DataType type) {
    return new ProblemException(
        ErrorCode.TYPE_NOT_SUPPORTED, "A table cannot have a column of type " + type + ".");
  }
}
