package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the types that DuckDB's DESCRIBE tells of a file, as the types that a table can have and
 * that keep every value. Not thread-safe.
 */
final class DuckTypeText {
  private static final int MICROS = 6;
  private static final Decimal UNSIGNED_BIGINT = new Decimal(20, 0);

  private final String column;
  private final String text;
  private int at;

  private DuckTypeText(String column, String text) {
    this.column = column;
    this.text = text;
  }

  /**
   * @throws ProblemException {@code TYPE_NOT_SUPPORTED}, naming the column
   */
  static DataType parse(String column, String text) {
    DuckTypeText reader = new DuckTypeText(column, text);
    DataType type = reader.type();
    if (reader.at < text.length()) {
      throw reader.unsupported();
    }
    return type;
  }

  private DataType type() {
    DataType type = scalarOrNested();
    while (accept("[]")) {
      type = new DataType.Array(type);
    }
    return type;
  }

  private DataType scalarOrNested() {
    if (accept("STRUCT(")) {
      List<Field> fields = new ArrayList<>();
      do {
        String name = Names.column(name());
        require(" ");
        fields.add(new Field(name, type()));
      } while (accept(", "));
      require(")");
      return new DataType.Row(fields);
    }
    if (accept("MAP(")) {
      DataType key = type();
      require(", ");
      DataType value = type();
      require(")");
      return new DataType.Map(key, value);
    }
    if (accept("DECIMAL(")) {
      int precision = number();
      require(",");
      int scale = number();
      require(")");
      return new Decimal(precision, scale);
    }
    return scalar(word());
  }

  private DataType scalar(String word) {
    return switch (word) {
      case "BOOLEAN" -> Simple.BOOLEAN;
      case "TINYINT", "UTINYINT", "SMALLINT", "USMALLINT", "INTEGER" -> Simple.INTEGER;
      case "UINTEGER", "BIGINT" -> Simple.BIGINT;
      case "UBIGINT" -> UNSIGNED_BIGINT;
      case "FLOAT" -> Simple.REAL;
      case "DOUBLE" -> Simple.DOUBLE;
      case "VARCHAR", "JSON" -> Varchar.UNBOUNDED;
      case "BLOB" -> Simple.VARBINARY;
      case "UUID" -> Simple.UUID;
      case "DATE" -> Simple.DATE;
      case "TIME" -> new Time(MICROS, false);
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS" -> new Timestamp(MICROS, false);
      case "TIMESTAMP WITH TIME ZONE" -> new Timestamp(MICROS, true);
      default -> throw unsupported();
    };
  }

  private String word() {
    int start = at;
    while (at < text.length() && ",()[]".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private String name() {
    if (!accept("\"")) {
      int start = at;
      while (at < text.length() && text.charAt(at) != ' ') {
        at++;
      }
      return text.substring(start, at);
    }
    StringBuilder name = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        name.append(c);
      } else if (accept("\"")) {
        name.append('"');
      } else {
        return name.toString();
      }
    }
    throw unsupported();
  }

  private int number() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return Integer.parseInt(text.substring(start, at));
  }

  private boolean accept(String expected) {
    if (text.startsWith(expected, at)) {
      at += expected.length();
      return true;
    }
    return false;
  }

  private void require(String expected) {
    if (!accept(expected)) {
      throw unsupported();
    }
  }

  private ProblemException unsupported() {
    return new ProblemException(
        ErrorCode.TYPE_NOT_SUPPORTED,
        "The column '%s' has the type %s, which a table cannot have.".formatted(column, text));
  }
}
