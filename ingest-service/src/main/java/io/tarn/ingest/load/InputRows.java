package io.tarn.ingest.load;

import io.tarn.lake.FileColumn;
import java.util.List;

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
}
