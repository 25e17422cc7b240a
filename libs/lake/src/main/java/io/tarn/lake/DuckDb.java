package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * An in-memory DuckDB for one class of work, bounded and shut in: it opens no file outside its
 * folders, loads no extension, and cannot be reconfigured. Thread-safe; each piece of work takes a
 * connection of its own.
 */
public final class DuckDb implements AutoCloseable {
  private final DuckDBConnection root;

  /**
   * @param memoryBytes limit of its buffers; beyond it spills to {@code folder}
   * @param threads worker threads
   * @param folder where it spills, made if absent; readable and writable
   * @param spillBytes limit of what it spills
   * @param readable more folders it may open
   */
  public DuckDb(long memoryBytes, int threads, Path folder, long spillBytes, List<Path> readable) {
    try {
      Files.createDirectories(folder);
      Properties properties = new Properties();
      properties.setProperty("autoinstall_known_extensions", "false");
      properties.setProperty("autoload_known_extensions", "false");
      properties.setProperty("memory_limit", memoryBytes + "B");
      properties.setProperty("threads", Integer.toString(threads));
      properties.setProperty("temp_directory", folder.resolve("spill").toString());
      properties.setProperty("max_temp_directory_size", spillBytes + "B");
      properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
      root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
      String folders =
          java.util.stream.Stream.concat(java.util.stream.Stream.of(folder), readable.stream())
              .map(path -> DuckTypes.literal(path.toAbsolutePath() + "/"))
              .collect(Collectors.joining(", ", "[", "]"));
      try (Statement statement = root.createStatement()) {
        statement.execute("SET allowed_directories = " + folders);
        statement.execute("SET enable_external_access = false");
        statement.execute("SET GLOBAL TimeZone = 'UTC'");
        statement.execute("SET lock_configuration = true");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new connection; the caller closes it. */
  public Connection connect() {
    try {
      return root.duplicate();
    } catch (SQLException e) {
      throw new ProblemException(ErrorCode.INTERNAL_ERROR, "DuckDB gives no connection", e);
    }
  }

  @Override
  public void close() {
    try {
      root.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
