package io.tarn.ingest.csv;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Decimal;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Time;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of a spool: text in UTF-8 that needs no quotes, so that each LF ends a record wherever
 * one begins to read. A first line of our own making, then one record a line, with the delimiter of
 * the file. Nothing between delimiters is NULL; what cannot stand for itself has a {@link
 * SpoolCode}. (The first line also keeps DuckDB from taking a U+FEFF in the data for a byte order
 * mark.)
 *
 * @param delimiter the delimiter
 * @param columns the columns in the order in which they are selected
 * @param longestLine the longest line's bytes
 */
public record Spool(Delimiter delimiter, List<SpoolColumn> columns, int longestLine) {
  /** DuckDB's default for the longest line. */
  private static final int MAX_LINE_BYTES = 2_000_000;

  /** DuckDB's default for a buffer; it would take 16 times as much as the longest line. */
  private static final int BUFFER_BYTES = 32_000_000;

  public Spool {
    columns = List.copyOf(columns);
  }

  String select(String path) {
    int lineBytes = Math.max(MAX_LINE_BYTES, longestLine + 2);
    String fields =
        IntStream.range(0, columns.size())
            .mapToObj(i -> fieldName(i) + ": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return columns.stream().map(this::expression).collect(Collectors.joining(", ", "SELECT ", ""))
        + " FROM read_csv("
        + literal(path)
        + ", auto_detect = false, columns = {"
        + fields
        + "}, header = true, delim = "
        + literal(String.valueOf(delimiter.value()))
        + ", quote = '', escape = '', comment = '', new_line = '\\n', nullstr = ''"
        + ", strict_mode = true, null_padding = false, ignore_errors = false"
        + ", encoding = 'utf-8', compression = 'none', max_line_size = "
        + lineBytes
        + ", buffer_size = "
        + Math.max(BUFFER_BYTES, lineBytes)
        + ")";
  }

  private String expression(SpoolColumn column) {
    String field = fieldName(column.index());
    String name = " AS \"" + column.column().name().replace("\"", "\"\"") + '"';
    DataType type = column.column().type();
    if (type instanceof Varchar) {
      return decoded(field, column.codes()) + name;
    }
    String value = field;
    for (SpoolCode code : column.codes()) {
      value = code.toNull(value);
    }
    return "CAST(" + value + " AS " + duckType(type) + ")" + name;
  }

  private String decoded(String field, Set<SpoolCode> codes) {
    if (codes.isEmpty()) {
      return field;
    }
    String value = field;
    for (SpoolCode code : SpoolCode.values()) {
      value = codes.contains(code) ? code.replaced(value, delimiter) : value;
    }
    return "CASE WHEN contains(%s, chr(%d)) THEN %s ELSE %s END"
        .formatted(field, SpoolCode.ESCAPE, value, field);
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

  static String fieldName(int index) {
    return "c" + index;
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
