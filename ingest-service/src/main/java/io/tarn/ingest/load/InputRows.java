package io.tarn.ingest.load;

import io.tarn.kernel.table.Column;
import io.tarn.lake.DuckTypes;
import io.tarn.lake.FileColumn;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file's rows, read and found sound.
 *
 * @param columns in the file's order
 * @param count how many there are
 * @param select DuckDB's SQL that gives them, with the columns' names
 */
record InputRows(List<FileColumn> columns, long count, String select) {
  InputRows {
    columns = List.copyOf(columns);
  }

  /** The same with NULL in those of the table's columns that the file does not have. */
  String select(List<Column> wanted) {
    Set<String> present = columns.stream().map(FileColumn::name).collect(Collectors.toSet());
    String absent =
        wanted.stream()
            .filter(column -> !present.contains(column.name()))
            .map(
                column ->
                    ", CAST(NULL AS %s) AS %s"
                        .formatted(DuckTypes.text(column.type()), DuckTypes.quoted(column.name())))
            .collect(Collectors.joining());
    return absent.isEmpty() ? select : "SELECT *" + absent + " FROM (" + select + ")";
  }
}
