package io.tarn.ingest.csv;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of a spool: UTF-8, one line of our own making, then one record each, fields as in the
 * file (RFC 4180 with its delimiter) and LF between records. Unquoted empty is NULL, {@code ""} the
 * empty string. The first line keeps DuckDB from taking a U+FEFF in the data for a byte order mark.
 *
 * @param delimiter the delimiter
 * @param columns the columns in the order in which they are selected
 * @param quotedNewlines whether a newline stands inside a field
 * @param longestRecord the longest record's bytes
 */
public record Spool(
    Delimiter delimiter, List<SpoolColumn> columns, boolean quotedNewlines, int longestRecord) {
  /** DuckDB's default for the longest line. */
  private static final int MAX_LINE_BYTES = 2_000_000;

  public Spool {
    columns = List.copyOf(columns);
  }

  /** The first line of a spool with so many fields. */
  static String firstLine(int fields, Delimiter delimiter) {
    return IntStream.range(0, fields)
        .mapToObj(Spool::fieldName)
        .collect(Collectors.joining(String.valueOf(delimiter.value())));
  }

  String select(String path) {
    String fields =
        IntStream.range(0, columns.size())
            .mapToObj(i -> literal(fieldName(i)) + ": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return columns.stream().map(Spool::expression).collect(Collectors.joining(", ", "SELECT ", ""))
        + " FROM read_csv("
        + literal(path)
        + ", auto_detect = false, columns = {"
        + fields
        + "}, header = true, delim = "
        + literal(String.valueOf(delimiter.value()))
        + ", quote = '\"', escape = '\"', comment = '', new_line = '\\n', nullstr = ''"
        + ", allow_quoted_nulls = false, strict_mode = true, null_padding = false"
        + ", ignore_errors = false, encoding = 'utf-8', compression = 'none'"
        + ", max_line_size = "
        + Math.max(MAX_LINE_BYTES, longestRecord + 16)
        + ", parallel = "
        + !quotedNewlines
        + ")";
  }

  private static String expression(SpoolColumn column) {
    String field = fieldName(column.index());
    String name = " AS \"" + column.column().name().replace("\"", "\"\"") + '"';
    DataType type = column.column().type();
    if (type instanceof Varchar) {
      return field + name;
    }
    String value = column.quotedEmpty() ? "nullif(" + field + ", '')" : field;
    return "CAST(" + value + " AS " + duckType(type) + ")" + name;
  }

  private static String duckType(DataType type) {
    return switch (type) {
      case Simple.REAL -> "FLOAT";
      case Time _ -> "TIME";
      case Timestamp t -> t.withZone() ? "TIMESTAMP WITH TIME ZONE" : "TIMESTAMP";
      case Simple simple -> simple.name();
      case Decimal decimal -> decimal.toString();
      default -> throw new IllegalStateException("No value of type " + type + " is in a spool.");
    };
  }

  private static String fieldName(int index) {
    return "c" + index;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
