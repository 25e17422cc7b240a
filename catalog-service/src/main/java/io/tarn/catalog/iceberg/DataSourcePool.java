package io.tarn.catalog.iceberg;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.iceberg.jdbc.JdbcClientPool;

/** Lends the connections of the service's own pool to Iceberg's JDBC catalog. */
final class DataSourcePool extends JdbcClientPool {
  private final DataSource database;

  DataSourcePool(DataSource database) {
    super(1, "", Map.of());
    this.database = database;
  }

  @Override
  public <R> R run(Action<R, Connection, SQLException> action)
      throws SQLException, InterruptedException {
    return run(action, false);
  }

  @Override
  public <R> R run(Action<R, Connection, SQLException> action, boolean retry)
      throws SQLException, InterruptedException {
    try (Connection connection = database.getConnection()) {
      return action.run(connection);
    }
  }
}
