package io.tarn.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;

/** What a user would pick instead: bare DuckDB in the process, with the same limits. */
final class Peer implements AutoCloseable {
  private final Connection connection;

  Peer(int threads, String memory) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    execute("SET threads = " + threads);
    execute("SET memory_limit = '" + memory + "'");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Runs a query and reads all its rows. */
  long rows(String sql) throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int i = 1; i <= columns; i++) {
          var unused = rows.getObject(i);
        }
        count++;
      }
    }
    return count;
  }

  /** DuckDB's own way from the CSV file to zstd Parquet. */
  void copy(Path csv, Path parquet) throws SQLException {
    execute(
        "COPY (SELECT * FROM read_csv('%s')) TO '%s' (FORMAT parquet, COMPRESSION zstd)"
            .formatted(csv, parquet));
  }

  /** The floor of any reader: the file's bytes, decompressed and thrown away. */
  static long decompress(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in =
            file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
      byte[] buffer = new byte[1 << 16];
      long bytes = 0;
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes += n;
      }
      return bytes;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
