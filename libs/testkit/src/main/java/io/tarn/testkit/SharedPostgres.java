package io.tarn.testkit;

import io.tarn.embedded.Durably;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.PostgresAdministrator;
import io.tarn.embedded.PostgresOptions;
import io.tarn.embedded.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * The one PostgreSQL of this JVM, with a fresh database for whoever asks. It ends with the JVM.
 *
 * <p>Its address is kept in system properties, because a test framework may load this class more
 * than once.
 */
final class SharedPostgres {
  private static final String PORT = "tarn.testkit.postgres.port";
  private static final String PASSWORD = "tarn.testkit.postgres.password";
  private static final String COUNT = "tarn.testkit.postgres.databases";
  private static final String ROLE_PASSWORD = "Q8zt3nVb6LxRw2KdYp7Hs4Jm";
  private static final int CONNECTIONS = 200;

  private SharedPostgres() {}

  /**
   * A database of its own.
   *
   * @param url its JDBC address
   * @param rolePassword the password of each service's role
   * @param superuserPassword the password of {@code postgres}
   */
  record Database(String url, String rolePassword, String superuserPassword) {}

  /** A new database with a role and a schema for each service. */
  static Database freshDatabase() throws IOException, InterruptedException, SQLException {
    synchronized (System.getProperties()) {
      if (System.getProperty(PORT) == null) {
        start();
      }
      String name = "tarn_" + next();
      String password = System.getProperty(PASSWORD);
      Map<String, String> roles =
          Arrays.stream(LakeService.values())
              .collect(Collectors.toMap(LakeService::schema, service -> ROLE_PASSWORD));
      String server = "jdbc:postgresql://127.0.0.1:" + System.getProperty(PORT) + "/";
      PostgresServer.provision(
          new PostgresAdministrator(server, "", PostgresOptions.SUPERUSER, password), name, roles);
      return new Database(server + name, ROLE_PASSWORD, password);
    }
  }

  static Connection connect(Database database) throws SQLException {
    return DriverManager.getConnection(database.url(), "postgres", database.superuserPassword());
  }

  private static int next() {
    int count = Integer.getInteger(COUNT, 0) + 1;
    System.setProperty(COUNT, Integer.toString(count));
    return count;
  }

  private static void start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("tarn-postgres-");
    Queue<String> log = new ConcurrentLinkedQueue<>();
    PostgresOptions options = PostgresOptions.in(folder, log::add).withMaxConnections(CONNECTIONS);
    PostgresServer server = PostgresServer.start(options);
    System.setProperty(PORT, Integer.toString(server.port()));
    System.setProperty(PASSWORD, server.superuserPassword());
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> stop(server, folder)));
  }

  private static void stop(PostgresServer server, Path folder) {
    try {
      server.kill();
      Durably.deleteTree(folder);
    } catch (IOException e) {
      System.err.println("The tests' PostgreSQL left " + folder + ": " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
