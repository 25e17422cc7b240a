package io.tarn.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A child process that does not outlive this one: when this process ends in whatever way, also by
 * SIGKILL, the child gets a signal. A small shell holds the leash: it waits for the end of a pipe
 * whose other end only this process has. The child is in a session of its own where the system has
 * {@code setsid}, so that Ctrl-C reaches this process alone. Thread-safe.
 */
public final class LeashedProcess {
  /**
   * Starts the watcher as an orphan, which no child ever sees, then becomes the program. The
   * process id stays the same. When the child ends first, the pipe ends with it, and the watcher's
   * signal finds nobody: the system would have to give the id away within that millisecond.
   */
  private static final String LEASH =
      """
      signal=$1; shift
      exec 3<&0 </dev/null
      child=$$
      ( ( read -r line <&3 || kill -s "$signal" "$child" ) >/dev/null 2>&1 & )
      exec "$@" 3<&-
      """;

  private static final int MAX_LINE = 16_384;

  /** What a process can be told. */
  public enum Signal {
    INT,
    TERM,
    QUIT,
    KILL
  }

  private final Process process;
  private final Instant startedAt;
  private final Thread pump;

  private LeashedProcess(Process process, Thread pump) {
    this.process = process;
    this.pump = pump;
    this.startedAt = process.info().startInstant().orElseGet(Instant::now);
  }

  /**
   * Starts a program.
   *
   * @param command program and arguments
   * @param folder its working folder
   * @param environment changes the variables, which are this process's own at first
   * @param whenParentDies the signal that ends it when this process is gone
   * @param lines gets each line of its standard output and error, from one thread; a line beyond
   *     16,384 characters comes in pieces
   */
  public static LeashedProcess start(
      List<String> command,
      Path folder,
      Consumer<Map<String, String>> environment,
      Signal whenParentDies,
      Consumer<String> lines)
      throws IOException {
    List<String> full = new ArrayList<>();
    program("setsid").ifPresent(setsid -> full.add(setsid.toString()));
    full.addAll(List.of("/bin/sh", "-c", LEASH, "leash", whenParentDies.name()));
    full.addAll(command);
    ProcessBuilder builder =
        new ProcessBuilder(full).directory(folder.toFile()).redirectErrorStream(true);
    environment.accept(builder.environment());
    Process process = builder.start();
    Thread pump =
        Thread.ofPlatform()
            .daemon()
            .name("output of " + process.pid())
            .unstarted(() -> pump(process, lines));
    pump.start();
    return new LeashedProcess(process, pump);
  }

  public long pid() {
    return process.pid();
  }

  /** When the system started it; with {@link #pid} it names the process for ever. */
  public Instant startedAt() {
    return startedAt;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Completes with this when the process has ended and all its output was given. */
  public CompletableFuture<LeashedProcess> onExit() {
    return process
        .onExit()
        .thenApplyAsync(
            ended -> {
              awaitOutput();
              return this;
            },
            Thread::startVirtualThread);
  }

  /** The exit code; 128 + n after signal n. The process must have ended. */
  public int exitCode() {
    return process.exitValue();
  }

  /** Sends the signal; nothing happens if the process has ended. */
  public void signal(Signal signal) throws IOException, InterruptedException {
    if (process.isAlive()) {
      signal(process.pid(), signal);
    }
  }

  /** Sends a signal to any process of this user; nothing happens if there is none. */
  public static void signal(long pid, Signal signal) throws IOException, InterruptedException {
    new ProcessBuilder(
            "/bin/sh", "-c", "kill -s \"$1\" \"$2\"", "kill", signal.name(), Long.toString(pid))
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** Waits for the end; false if the process still runs then. */
  public boolean awaitExit(Duration atMost) throws InterruptedException {
    return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Sends the signal, waits, and kills what still runs. */
  public void stop(Signal signal, Duration grace) throws IOException, InterruptedException {
    signal(signal);
    if (!awaitExit(grace)) {
      process.destroyForcibly();
      process.waitFor();
    }
    awaitOutput();
  }

  /** The program's place on the PATH. */
  public static Optional<Path> program(String name) {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
    return Arrays.stream(path.split(":", -1))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A grandchild may hold the output open: then its lines go on to the consumer, unawaited. */
  private void awaitOutput() {
    try {
      pump.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pump(Process process, Consumer<String> lines) {
    StringBuilder line = new StringBuilder();
    char[] buffer = new char[8192];
    try (Reader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
        for (int i = 0; i < count; i++) {
          if (buffer[i] == '\n' || line.length() == MAX_LINE) {
            lines.accept(line.toString());
            line.setLength(0);
          }
          if (buffer[i] != '\n' && buffer[i] != '\r') {
            line.append(buffer[i]);
          }
        }
      }
    } catch (IOException e) {
      line.append("(output ended: ").append(e.getMessage()).append(')');
    }
    if (!line.isEmpty()) {
      lines.accept(line.toString());
    }
  }
}
