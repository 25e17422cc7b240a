package io.tarn.ingest.csv;

import java.util.List;

/**
 * What was read of a file.
 *
 * @param rows the records in the spool
 * @param badRecords the records that were handed to {@link BadRecords} instead
 * @param blankLines the empty lines that are no rows
 * @param columns the columns of the file, those of the declared table first and in its order
 * @param dialect how the file was read, and why so
 * @param decodedBytes the decoded text's size
 * @param spool the spool's shape, for {@link #select}
 */
public record CsvTable(
    long rows,
    long badRecords,
    long blankLines,
    List<CsvColumn> columns,
    Dialect dialect,
    long decodedBytes,
    Spool spool) {
  public CsvTable {
    columns = List.copyOf(columns);
  }

  /**
   * The DuckDB query that reads exactly {@link #rows} typed rows from the spool, with the columns'
   * names. Depends on no setting of the session; needs no extension but those built in.
   *
   * @param path the spool's path, as DuckDB sees it; taken literally, but for glob characters, of
   *     which it must have none
   */
  public String select(String path) {
    return spool.select(path);
  }
}
