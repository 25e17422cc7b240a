package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The files of a PostgreSQL cluster: made by {@code initdb}, whole or not at all, with SCRAM
 * passwords and data checksums; and the traces that a server which was killed leaves in them.
 */
final class PostgresCluster {
  private static final Duration INITDB_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  private final Path programs;
  private final Path folder;
  private final Path data;

  PostgresCluster(Path programs, Path folder) {
    this.programs = programs;
    this.folder = folder;
    this.data = folder.resolve("data");
  }

  Path data() {
    return data;
  }

  String superuserPassword() throws IOException {
    return PostgresOptions.superuserPassword(folder);
  }

  /** Makes the cluster unless it is there. */
  void create(Consumer<String> log) throws IOException, InterruptedException {
    Secrets.createFolder(folder);
    superuserPassword();
    if (Files.exists(data.resolve("PG_VERSION"))) {
      return;
    }
    Path fresh = folder.resolve("data.new");
    Durably.deleteTree(fresh);
    run(
        log,
        List.of(
            programs.resolve("bin/initdb").toString(),
            "--pgdata=" + fresh,
            "--username=" + PostgresOptions.SUPERUSER,
            "--pwfile=" + folder.resolve("superuser"),
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--wal-segsize=16",
            "--no-instructions"));
    Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    Durably.sync(folder);
  }

  /**
   * Ends a server that a killed parent left running on these files, and removes a {@code
   * postmaster.pid} whose process id belongs to some other program by now (PostgreSQL itself only
   * sees that the id is alive, and refuses). The caller holds the lake's lock.
   */
  void removeTraces() throws IOException, InterruptedException {
    Path file = data.resolve("postmaster.pid");
    Optional<ProcessHandle> holder = holder(file);
    if (holder.isEmpty()) {
      return;
    }
    ProcessHandle process = holder.get();
    if (!isPostgres(process)) {
      Files.deleteIfExists(file);
      return;
    }
    LeashedProcess.signal(process.pid(), LeashedProcess.Signal.INT);
    try {
      process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new EmbeddedServerException(
          "Another PostgreSQL (process %d) uses %s and does not stop: end it, then try again."
              .formatted(process.pid(), data),
          e);
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IOException(e);
    }
  }

  /** Line 1 is the process id, line 2 the data folder (PostgreSQL's pidfile.h). */
  private Optional<ProcessHandle> holder(Path file) throws IOException {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.isEmpty()
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(lines.getFirst().strip()))
              .filter(ProcessHandle::isAlive);
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process
        .info()
        .command()
        .map(command -> Path.of(command).getFileName().toString().equals("postgres"))
        .orElse(false);
  }

  /** Says from where clients may connect: they need their password in any case. */
  void admit(boolean loopbackOnly) throws IOException {
    String addresses = loopbackOnly ? "127.0.0.1/32" : "all";
    Files.writeString(
        data.resolve("pg_hba.conf"), "host all all " + addresses + " scram-sha-256\n");
  }

  /** The port's server accepts connections when line 8 says so (as {@code pg_ctl -w} reads it). */
  boolean isReady(long pid) throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() >= 8
          && lines.getFirst().strip().equals(Long.toString(pid))
          && lines.get(7).strip().equals("ready");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** What stands before a program: PostgreSQL refuses root, and a user namespace has none. */
  static List<String> asNobodyIfRoot() {
    if (!System.getProperty("user.name").equals("root")) {
      return List.of();
    }
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Optional<Path> unshare = LeashedProcess.program("unshare");
    if (!os.contains("linux") || unshare.isEmpty()) {
      throw new EmbeddedServerException(
          "PostgreSQL refuses to run as root, and there is no 'unshare' to run it without: install util-linux, or run Tarn as an ordinary user.");
    }
    return List.of(unshare.get().toString(), "--user");
  }

  /** Messages in English; and nothing of what libpq and initdb would take from the user's shell. */
  static void environment(Map<String, String> variables) {
    variables.keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
    variables.put("LC_ALL", "C");
  }

  private void run(Consumer<String> log, List<String> command)
      throws IOException, InterruptedException {
    List<String> full = new ArrayList<>(asNobodyIfRoot());
    full.addAll(command);
    ConcurrentLinkedQueue<String> output = new ConcurrentLinkedQueue<>();
    LeashedProcess process =
        LeashedProcess.start(
            full,
            folder,
            PostgresCluster::environment,
            LeashedProcess.Signal.KILL,
            line -> {
              log.accept(line);
              output.add(line);
            });
    boolean ended = process.awaitExit(INITDB_LIMIT);
    process.stop(LeashedProcess.Signal.KILL, Duration.ofSeconds(5));
    if (!ended || process.exitCode() != 0) {
      String name = Path.of(command.getFirst()).getFileName().toString();
      throw new EmbeddedServerException(
          "PostgreSQL's %s failed in %s: %s".formatted(name, folder, reason(output)));
    }
  }

  /** The lines that name the trouble; a refused user namespace is what roots of containers meet. */
  private static String reason(Iterable<String> output) {
    List<String> telling = new ArrayList<>();
    for (String line : output) {
      if (line.startsWith("unshare:")) {
        return line
            + ". As root Tarn runs PostgreSQL in a user namespace, which this system does not allow: run Tarn as an ordinary user.";
      }
      if (line.contains("error:") || line.contains("FATAL") || line.contains("could not")) {
        telling.add(line.strip());
      }
    }
    return telling.isEmpty() ? "it said nothing of use; see its log." : String.join(" ", telling);
  }
}
