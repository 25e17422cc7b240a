package io.tarn.engine.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.OutputColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
  private final Path temporaryFolder;

  /**
   * @param memoryBytes DuckDB's memory limit
   * @param folder the folder below which the results lie
   * @param temporaryFolder a folder of its own, made if absent
   */
  public ResultFiles(long memoryBytes, Path folder, Path temporaryFolder) {
    this.folder = folder.toAbsolutePath();
    this.temporaryFolder = temporaryFolder.toAbsolutePath();
    this.database =
        new DuckDb(
            memoryBytes,
            1,
            this.temporaryFolder,
            1L << 30,
            List.of(this.folder, this.temporaryFolder),
            true);
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

  /** Writes all rows as Arrow's IPC stream. The stream stays open. */
  public void arrow(Path file, List<OutputColumn> columns, OutputStream out) throws IOException {
    ArrowWriter arrow = new ArrowWriter(out, columns);
    read(file, columns, "", arrow::row);
    arrow.end();
  }

  /**
   * Writes all rows as Parquet whose columns have the answer's names; a name that occurred before
   * gets a number. The stream stays open.
   */
  public void parquet(Path file, List<OutputColumn> columns, OutputStream out) throws IOException {
    List<String> names = ColumnNames.distinct(columns);
    StringBuilder list = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      list.append(i == 0 ? "" : ", ").append('c').append(i).append(" AS ");
      list.append('"').append(names.get(i).replace("\"", "\"\"")).append('"');
    }
    Path copy = Files.createTempFile(temporaryFolder, "result-", ".parquet");
    try {
      use(
          statement ->
              statement.execute(
                  "COPY (SELECT %s FROM %s) TO %s (FORMAT parquet, COMPRESSION zstd)"
                      .formatted(list, source(file), TableText.quoted(copy.toString()))));
      Files.copy(copy, out);
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void read(Path file, List<OutputColumn> columns, String tail, Sink sink)
      throws IOException {
    use(
        statement -> {
          try (ResultSet rows = statement.executeQuery("SELECT * FROM " + source(file) + tail)) {
            ResultRow reader = new ResultRow(rows, columns);
            while (rows.next()) {
              sink.row(reader.values());
            }
          }
        });
  }

  private String source(Path file) {
    Path path = file.toAbsolutePath().normalize();
    if (!path.startsWith(folder)) {
      throw new IllegalArgumentException(file + " is not below " + folder);
    }
    return "read_parquet([" + TableText.quoted(path.toString()) + "])";
  }

  /** Something done with a statement. */
  private interface Use {
    void with(Statement statement) throws SQLException, IOException;
  }

  private void use(Use work) throws IOException {
    try {
      Connection connection = database.connection();
      boolean sound = false;
      try (Statement statement = connection.createStatement()) {
        work.with(statement);
        sound = true;
      } finally {
        database.back(connection, sound);
      }
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
