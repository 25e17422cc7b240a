package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A real PostgreSQL as a child process: on the loopback address unless told otherwise, without a
 * Unix socket, durable ({@code fsync}), small. A folder is used by one server at a time; what a
 * killed server left is recovered by the next. The server ends with this process. Thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int PORT_ATTEMPTS = 3;

  private final LeashedProcess process;
  private final int port;
  private final String superuserPassword;

  private PostgresServer(LeashedProcess process, int port, String superuserPassword) {
    this.process = process;
    this.port = port;
    this.superuserPassword = superuserPassword;
  }

  /**
   * Starts the server, making its cluster at the first time, and returns when it accepts
   * connections.
   *
   * @throws EmbeddedServerException if it cannot, with what to do
   */
  public static PostgresServer start(PostgresOptions options)
      throws IOException, InterruptedException {
    Path programs = PostgresBinaries.unpacked(options.cache());
    PostgresCluster cluster =
        new PostgresCluster(programs, options.folder().toAbsolutePath().normalize());
    cluster.create(options.log());
    cluster.removeTraces();
    cluster.admit(options.isLoopback());
    for (int attempt = 1; ; attempt++) {
      int port = options.port() == 0 ? Ports.free() : options.port();
      try {
        return start(programs, cluster, port, options);
      } catch (EmbeddedServerException e) {
        // between finding a free port and using it, another may have taken it
        if (options.port() != 0 || attempt == PORT_ATTEMPTS || Ports.isFree(port)) {
          throw e;
        }
      }
    }
  }

  private static PostgresServer start(
      Path programs, PostgresCluster cluster, int port, PostgresOptions options)
      throws IOException, InterruptedException {
    AtomicReference<String> lastTrouble = new AtomicReference<>("");
    LeashedProcess process =
        LeashedProcess.start(
            command(programs, cluster.data(), port, options),
            cluster.data(),
            PostgresCluster::environment,
            LeashedProcess.Signal.INT,
            line -> {
              options.log().accept(line);
              int fatal = line.indexOf("FATAL:");
              if (fatal >= 0) {
                lastTrouble.set(line.substring(fatal + "FATAL:".length()).strip());
              }
            });
    Instant deadline = Instant.now().plus(START_LIMIT);
    try {
      while (!cluster.isReady(process.pid())) {
        if (!process.isAlive()) {
          process.onExit().join();
          throw new EmbeddedServerException(
              "PostgreSQL did not start on port %d with %s: %s"
                  .formatted(
                      port,
                      cluster.data(),
                      lastTrouble.get().isEmpty() ? "see its log." : lastTrouble.get()));
        }
        if (Instant.now().isAfter(deadline)) {
          throw new EmbeddedServerException(
              "PostgreSQL was not ready after %d s with %s: see its log, then try again."
                  .formatted(START_LIMIT.toSeconds(), cluster.data()));
        }
        LockSupport.parkNanos(POLL.toNanos());
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return new PostgresServer(process, port, cluster.superuserPassword());
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.stop(LeashedProcess.Signal.INT, STOP_LIMIT);
      throw e;
    }
  }

  private static List<String> command(Path programs, Path data, int port, PostgresOptions options) {
    List<String> command = new ArrayList<>(PostgresCluster.asNobodyIfRoot());
    command.addAll(List.of(programs.resolve("bin/postgres").toString(), "-D", data.toString()));
    Map.ofEntries(
            Map.entry("listen_addresses", options.host()),
            Map.entry("port", Integer.toString(port)),
            Map.entry("unix_socket_directories", ""),
            Map.entry("max_connections", Integer.toString(options.maxConnections())),
            Map.entry("fsync", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("wal_level", "minimal"),
            Map.entry("max_wal_senders", "0"),
            Map.entry("max_wal_size", "256MB"),
            Map.entry("min_wal_size", "32MB"),
            Map.entry("shared_buffers", "48MB"),
            Map.entry("work_mem", "4MB"),
            Map.entry("maintenance_work_mem", "32MB"),
            Map.entry("huge_pages", "off"),
            Map.entry("jit", "off"),
            Map.entry("io_method", "sync"),
            Map.entry("max_worker_processes", "2"),
            Map.entry("max_parallel_workers", "0"),
            Map.entry("max_parallel_workers_per_gather", "0"),
            Map.entry("max_logical_replication_workers", "0"),
            Map.entry("autovacuum_max_workers", "1"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("log_checkpoints", "off"),
            Map.entry("log_line_prefix", "%m [%p] "),
            Map.entry("idle_in_transaction_session_timeout", "10min"))
        .forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  public int port() {
    return port;
  }

  public long pid() {
    return process.pid();
  }

  /** When the system started it; with {@link #pid} it names the process for ever. */
  public Instant startedAt() {
    return process.startedAt();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes when the server has ended, for whatever reason. */
  public CompletableFuture<?> onExit() {
    return process.onExit();
  }

  public String superuser() {
    return PostgresOptions.SUPERUSER;
  }

  public String superuserPassword() {
    return superuserPassword;
  }

  /** The JDBC address of a database, without credentials. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection as superuser; the caller closes it. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        jdbcUrl(database), PostgresOptions.SUPERUSER, superuserPassword);
  }

  /**
   * Makes sure that the database exists with one role and one schema of the same name for each
   * entry; the role owns its schema, finds nothing but it, and has the given password from now on.
   *
   * @param passwords a password for each role's name
   */
  public void provision(String database, Map<String, String> passwords) throws SQLException {
    provision(
        new PostgresAdministrator(jdbcUrl(""), "", PostgresOptions.SUPERUSER, superuserPassword),
        database,
        passwords);
  }

  /** The same on any server. */
  public static void provision(
      PostgresAdministrator administrator, String database, Map<String, String> passwords)
      throws SQLException {
    new PostgresProvisioner(administrator).provision(database, passwords);
  }

  /** Stops the server: clients are disconnected, all is written, no recovery is needed. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.stop(LeashedProcess.Signal.INT, STOP_LIMIT);
  }

  /** Ends the server as a crash would; the next start recovers. */
  public void kill() throws IOException, InterruptedException {
    process.stop(LeashedProcess.Signal.QUIT, STOP_LIMIT);
  }
}
