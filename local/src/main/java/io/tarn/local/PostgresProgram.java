package io.tarn.local;

import io.tarn.embedded.PostgresOptions;
import io.tarn.embedded.PostgresServer;
import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The lake's PostgreSQL: each start also provisions the database with its roles and schemas. */
final class PostgresProgram implements Program {
  static final String DATABASE = "tarn";

  private final PostgresOptions options;
  private final Map<String, String> passwords;

  /**
   * @param passwords a password for each role
   */
  PostgresProgram(PostgresOptions options, Map<String, String> passwords) {
    this.options = options;
    this.passwords = Map.copyOf(passwords);
  }

  @Override
  public Running start() throws IOException, InterruptedException {
    PostgresServer server = PostgresServer.start(options);
    try {
      server.provision(DATABASE, passwords);
    } catch (SQLException e) {
      server.close();
      throw new IOException("the database could not be set up: " + e.getMessage(), e);
    }
    return new RunningPostgres(server);
  }

  private record RunningPostgres(PostgresServer server) implements Running {
    @Override
    public ProcessId process() {
      return new ProcessId(server.pid(), server.startedAt());
    }

    @Override
    public boolean isAlive() {
      return server.isAlive();
    }

    @Override
    public CompletableFuture<?> onExit() {
      return server.onExit();
    }

    /** It was ready when it was started; the services say when they cannot reach it. */
    @Override
    public Optional<String> trouble() {
      return Optional.empty();
    }

    @Override
    public String ending() {
      return "see its log";
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      server.close();
    }
  }
}
