package io.tarn.ingest.csv;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/** A DuckDB in this process, with the settings of a loader, in a zone that is not UTC. */
final class Duck implements AutoCloseable {
  private final Connection connection;

  Duck() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("threads", "2");
    settings.setProperty("memory_limit", "512MB");
    connection = new DuckDBDriver().connect("jdbc:duckdb:", settings);
    execute("SET TimeZone = 'Asia/Seoul'");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** All rows; dates and times as the types of {@code java.time}, instants as {@code Instant}. */
  List<List<Object>> rows(String sql) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      int width = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 1; i <= width; i++) {
          row.add(value(result, i));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  /** The names and types of a query's columns, as {@code date DATE}. */
  List<String> columns(String sql) throws SQLException {
    return rows("DESCRIBE " + sql).stream().map(row -> row.get(0) + " " + row.get(1)).toList();
  }

  private static Object value(ResultSet result, int i) throws SQLException {
    if (result.getObject(i) == null) {
      return null;
    }
    String type = result.getMetaData().getColumnTypeName(i);
    return switch (type) {
      case "DATE" -> result.getObject(i, LocalDate.class);
      case "TIME" -> result.getObject(i, LocalTime.class);
      case "TIMESTAMP" -> result.getObject(i, LocalDateTime.class);
      case "TIMESTAMP WITH TIME ZONE" -> result.getObject(i, OffsetDateTime.class).toInstant();
      default -> result.getObject(i);
    };
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
