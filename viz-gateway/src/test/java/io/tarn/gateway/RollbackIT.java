package io.tarn.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.testkit.TestServers;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** The gateway before its schema, which a later version has changed. */
@GatewayTest
class RollbackIT {
  TestServers servers;
  @Inject Flyway flyway;

  @Test
  void startsOnTheSchemaOfALaterVersion() throws Exception {
    try (Connection connection = servers.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          INSERT INTO viz.flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          VALUES (999, '999', 'of a later version', 'SQL', 'V999__later.sql', 1, 'viz', 1, true)
          """);
      try {
        assertThat(flyway.migrate().migrationsExecuted).isZero();
      } finally {
        statement.execute("DELETE FROM viz.flyway_schema_history WHERE version = '999'");
      }
    }
  }
}
