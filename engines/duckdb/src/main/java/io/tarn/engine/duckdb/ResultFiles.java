package io.tarn.engine.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.OutputColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads results' files, on a small DuckDB of its own. Thread-safe; closed by the one who made it.
 *
 * <p>The Java values of a row, by type: Boolean; Byte, Short, Integer, Long; Float, Double;
 * BigDecimal with the type's scale; String (varchar, json, uuid; char with its padding); byte[];
 * LocalDate; LocalTime, OffsetTime; LocalDateTime; ZonedDateTime; Duration and Period (intervals);
 * List (array, row); Map in the order of its entries; null.
 */
public final class ResultFiles implements AutoCloseable {
  private final DuckDb database;
  private final Path folder;

  /**
   * @param memoryBytes DuckDB's memory limit
   * @param folder the folder below which the results lie; temporary files go to a folder in it
   */
  public ResultFiles(long memoryBytes, Path folder) {
    this.folder = folder.toAbsolutePath();
    this.database =
        new DuckDb(memoryBytes, 1, this.folder.resolve(".reading"), 1L << 30, List.of(this.folder));
  }

  /** Takes one row at a time. */
  private interface Sink {
    void row(List<@Nullable Object> values) throws IOException;
  }

  /**
   * Rows of Java values.
   *
   * @param columns the output columns, as the query was analysed
   * @param offset rows to leave out, from 0
   * @param limit rows at most
   */
  public List<List<@Nullable Object>> rows(
      Path file, List<OutputColumn> columns, long offset, int limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try {
      read(file, columns, " LIMIT " + limit + " OFFSET " + offset, rows::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return rows;
  }

  /**
   * Rows of values as the API's JSON has them: Boolean, Long, Double, String, List, Map, null; see
   * {@link JsonValues}.
   */
  public List<List<@Nullable Object>> json(
      Path file, List<OutputColumn> columns, long offset, int limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (List<@Nullable Object> row : rows(file, columns, offset, limit)) {
      rows.add(json(columns, row));
    }
    return rows;
  }

  private static List<@Nullable Object> json(
      List<OutputColumn> columns, List<@Nullable Object> row) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      values.add(JsonValues.of(columns.get(i).type(), row.get(i)));
    }
    return values;
  }

  /**
   * Writes all rows as CSV (RFC 4180, UTF-8, with a header): NULL is empty, the empty string is
   * {@code ""}; other values as in JSON. The stream stays open.
   */
  public void csv(Path file, List<OutputColumn> columns, OutputStream out) throws IOException {
    CsvWriter csv = new CsvWriter(out);
    csv.header(columns);
    read(file, columns, "", row -> csv.row(json(columns, row)));
    csv.flush();
  }

  private void read(Path file, List<OutputColumn> columns, String tail, Sink sink)
      throws IOException {
    Path path = file.toAbsolutePath().normalize();
    if (!path.startsWith(folder)) {
      throw new IllegalArgumentException(file + " is not below " + folder);
    }
    String sql = "SELECT * FROM read_parquet([" + TableText.quoted(path.toString()) + "])" + tail;
    try {
      Connection connection = database.connection();
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(sql)) {
        ResultRow reader = new ResultRow(rows, columns);
        while (rows.next()) {
          sink.row(reader.values());
        }
      }
      database.back(connection);
    } catch (SQLException e) {
      throw new ProblemException(
          ErrorCode.INTERNAL_ERROR, "The result cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    database.close();
  }
}
