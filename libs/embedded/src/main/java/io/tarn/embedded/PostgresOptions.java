package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * How an embedded PostgreSQL is run.
 *
 * @param folder its own folder: cluster and superuser password; made at the first start
 * @param cache where the programs are unpacked, shared by all servers of the user
 * @param host the address that it listens on; not the loopback address: clients of other machines
 *     are let in, with their passwords
 * @param port its port, 0 for any free one
 * @param maxConnections how many clients may be connected at once
 * @param log gets each line of its log
 */
public record PostgresOptions(
    Path folder, Path cache, String host, int port, int maxConnections, Consumer<String> log) {
  public static final String LOOPBACK = "127.0.0.1";
  public static final String SUPERUSER = "postgres";

  /** The superuser's password, kept in the server's folder; made at the first call. */
  public static String superuserPassword(Path folder) throws IOException {
    return Secrets.keptIn(folder.resolve("superuser"));
  }

  /** The options of a small server on any free port, with the user's cache. */
  public static PostgresOptions in(Path folder, Consumer<String> log) {
    return new PostgresOptions(
        folder, PostgresBinaries.userCacheOr(folder.resolve("programs")), LOOPBACK, 0, 80, log);
  }

  public PostgresOptions withPort(int newPort) {
    return new PostgresOptions(folder, cache, host, newPort, maxConnections, log);
  }

  public PostgresOptions withMaxConnections(int count) {
    return new PostgresOptions(folder, cache, host, port, count, log);
  }

  public PostgresOptions withHost(String address) {
    return new PostgresOptions(folder, cache, address, port, maxConnections, log);
  }

  boolean isLoopback() {
    return host.equals(LOOPBACK);
  }
}
