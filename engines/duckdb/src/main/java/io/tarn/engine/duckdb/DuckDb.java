package io.tarn.engine.duckdb;

import io.tarn.engine.duckdb.function.JavaFunctions;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Properties;
import java.util.stream.Collectors;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * An instance of DuckDB in memory, hardened: it opens no file outside the given folders, loads no
 * extension, and its configuration cannot be changed. Keeps connections warm. Thread-safe.
 */
final class DuckDb implements AutoCloseable {
  private final DuckDBConnection root;
  private final Deque<Connection> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * @param folders all that it may read and write
   * @param keepsOrder whether rows stay in the order of their files also where no ORDER BY asks for
   *     it; then large results are held in memory until their turn comes
   */
  DuckDb(
      long memoryBytes,
      int threads,
      Path temporaryFolder,
      long temporaryBytes,
      Collection<Path> folders,
      boolean keepsOrder) {
    Properties properties = new Properties();
    properties.setProperty("errors_as_json", "true");
    properties.setProperty("memory_limit", memoryBytes + "B");
    properties.setProperty("threads", String.valueOf(threads));
    properties.setProperty("temp_directory", temporaryFolder.toString());
    properties.setProperty("max_temp_directory_size", temporaryBytes + "B");
    properties.setProperty("autoinstall_known_extensions", "false");
    properties.setProperty("autoload_known_extensions", "false");
    properties.setProperty("allow_community_extensions", "false");
    properties.setProperty("jdbc_stream_results", "true");
    properties.setProperty("preserve_insertion_order", String.valueOf(keepsOrder));
    try {
      Files.createDirectories(temporaryFolder);
      root = (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", properties);
      String allowed =
          folders.stream()
              .map(folder -> TableText.quoted(folder.toString()))
              .collect(Collectors.joining(", ", "[", "]"));
      JavaFunctions.register(root);
      try (Statement statement = root.createStatement()) {
        statement.execute("SET GLOBAL TimeZone = 'UTC'");
        // it would take what fails out of the TRY or COALESCE that it stands in
        statement.execute("SET GLOBAL disabled_optimizers = 'common_subexpressions'");
        statement.execute("SET GLOBAL allowed_directories = " + allowed);
        statement.execute("SET GLOBAL enable_external_access = false");
        statement.execute("SET GLOBAL lock_configuration = true");
      }
    } catch (SQLException e) {
      throw new ProblemException(
          ErrorCode.INTERNAL_ERROR, "DuckDB does not start: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection for one query; the caller gives it {@link #back}. */
  synchronized Connection connection() throws SQLException {
    if (closed) {
      throw new ProblemException(ErrorCode.SERVICE_UNAVAILABLE, "The engine is closed.");
    }
    Connection connection = idle.pollFirst();
    return connection == null ? root.duplicate() : connection;
  }

  /**
   * Takes a connection back.
   *
   * @param sound whether its query ended well, so that another may use it
   */
  void back(Connection connection, boolean sound) throws SQLException {
    synchronized (this) {
      if (sound && !closed) {
        idle.addFirst(connection);
        return;
      }
    }
    connection.close();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      for (Connection connection : idle) {
        connection.close();
      }
      root.close();
    } catch (SQLException e) {
      throw new ProblemException(
          ErrorCode.INTERNAL_ERROR, "DuckDB does not stop: " + e.getMessage(), e);
    }
  }
}
