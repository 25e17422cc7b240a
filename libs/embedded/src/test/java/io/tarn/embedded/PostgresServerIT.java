package io.tarn.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {
  @TempDir Path temp;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private PostgresOptions options;

  @BeforeEach
  void chooseFolder() {
    options = PostgresOptions.in(temp.resolve("a lake/postgres"), log::add);
  }

  @Test
  void keepsDataAcrossCleanStops() throws Exception {
    try (PostgresServer server = PostgresServer.start(options)) {
      execute(server, "CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)");
    }
    try (PostgresServer server = PostgresServer.start(options)) {
      assertThat(query(server, "SELECT a FROM kept")).isEqualTo("7");
    }
  }

  @Test
  void keepsCommittedDataAcrossCrashes() throws Exception {
    PostgresServer server = PostgresServer.start(options);
    execute(server, "CREATE TABLE kept (a int); INSERT INTO kept VALUES (7)");
    server.kill();
    try (PostgresServer next = PostgresServer.start(options)) {
      assertThat(query(next, "SELECT a FROM kept")).isEqualTo("7");
    }
    assertThat(log).anyMatch(line -> line.contains("automatic recovery"));
  }

  @Test
  void startsWhenItsPidFileNamesAnotherProgram() throws Exception {
    PostgresServer server = PostgresServer.start(options);
    Path pidFile = options.folder().resolve("data/postmaster.pid");
    String left = Files.readString(pidFile);
    server.kill();
    Files.writeString(
        pidFile, left.replaceFirst("\\d+", Long.toString(ProcessHandle.current().pid())));
    try (PostgresServer next = PostgresServer.start(options)) {
      assertThat(query(next, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void endsTheServerThatAKilledParentLeft() throws Exception {
    PostgresServer left = PostgresServer.start(options);
    try (PostgresServer next = PostgresServer.start(options)) {
      assertThat(left.isAlive()).isFalse();
      assertThat(query(next, "SELECT 1")).isEqualTo("1");
    }
  }

  @Test
  void isDurableAndListensOnLoopbackOnly() throws Exception {
    try (PostgresServer server = PostgresServer.start(options)) {
      assertThat(query(server, "SHOW fsync")).isEqualTo("on");
      assertThat(query(server, "SHOW data_checksums")).isEqualTo("on");
      assertThat(query(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(query(server, "SHOW unix_socket_directories")).isEmpty();
      assertThat(query(server, "SHOW password_encryption")).isEqualTo("scram-sha-256");
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(options.folder().resolve("superuser"))))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    try (PostgresServer server = PostgresServer.start(options)) {
      assertThatThrownBy(
              () -> DriverManager.getConnection(server.jdbcUrl("postgres"), "postgres", "wrong"))
          .isInstanceOf(SQLException.class)
          .extracting(e -> ((SQLException) e).getSQLState())
          .isEqualTo("28P01");
    }
  }

  @Test
  void givesEachRoleItsOwnSchemaAndNoOther() throws Exception {
    try (PostgresServer server = PostgresServer.start(options)) {
      server.provision("tarn", Map.of("ingest", "one", "query", "two"));
      server.provision("tarn", Map.of("ingest", "three", "query", "two"));
      try (Connection ingest =
              DriverManager.getConnection(server.jdbcUrl("tarn"), "ingest", "three");
          Connection query = DriverManager.getConnection(server.jdbcUrl("tarn"), "query", "two")) {
        ingest.createStatement().execute("CREATE TABLE mine (a int)");
        assertThatThrownBy(() -> query.createStatement().execute("SELECT * FROM ingest.mine"))
            .hasMessageContaining("permission denied for schema ingest");
        assertThatThrownBy(() -> query.createStatement().execute("CREATE TABLE public.x (a int)"))
            .hasMessageContaining("permission denied for schema public");
      }
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> PostgresServer.start(options.withPort(taken.getLocalPort())))
          .isInstanceOf(EmbeddedServerException.class)
          .hasMessageContaining("port " + taken.getLocalPort())
          .hasMessageContaining("could not create any TCP/IP sockets");
    }
  }

  private static void execute(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect("postgres")) {
      connection.createStatement().execute(sql);
    }
  }

  private static String query(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect("postgres");
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
