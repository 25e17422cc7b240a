package io.tarn.engine.contract;

import io.tarn.kernel.table.Column;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** Writes data files and reads results, with a DuckDB that no engine has a part in. Thread-safe. */
final class ParquetFiles implements AutoCloseable {
  /** Field ids that Iceberg's specification reserves for position delete files. */
  private static final String DELETE_IDS = "{file_path: 2147483546, pos: 2147483545}";

  private final Connection connection;

  ParquetFiles() {
    try {
      connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
      execute("SET TimeZone = 'UTC'");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Writes the rows of a SELECT, whose columns are the table's in order.
   *
   * @return the number of rows
   */
  long write(Path file, List<Column> columns, String select) {
    String ids =
        columns.stream()
            .map(column -> "\"" + column.name() + "\": " + column.id())
            .collect(Collectors.joining(", ", "{", "}"));
    String names =
        columns.stream()
            .map(column -> "\"" + column.name() + "\"")
            .collect(Collectors.joining(", "));
    return copy("SELECT * FROM (" + select + ") AS t(" + names + ")", file, ids);
  }

  /** Writes a position delete file: these rows of the data file are deleted. */
  void writeDeletes(Path file, URI dataFile, long... positions) {
    List<String> rows = new ArrayList<>();
    for (long position : positions) {
      rows.add("('" + dataFile + "', " + position + "::BIGINT)");
    }
    copy(
        "SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS d(file_path, pos)",
        file,
        DELETE_IDS);
  }

  private long copy(String select, Path file, String ids) {
    return execute("COPY (%s) TO '%s' (FORMAT parquet, FIELD_IDS %s)".formatted(select, file, ids));
  }

  private synchronized long execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? 0 : statement.getLargeUpdateCount();
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** The names of a file's columns. */
  synchronized List<String> columns(Path file) {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      return names;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  /** The rows of a file, each value as DuckDB's text of it. */
  synchronized List<List<@Nullable String>> rows(Path file) {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM read_parquet('" + file + "')")) {
      List<List<@Nullable String>> list = new ArrayList<>();
      while (rows.next()) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          values.add(rows.getString(i));
        }
        list.add(values);
      }
      return list;
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
