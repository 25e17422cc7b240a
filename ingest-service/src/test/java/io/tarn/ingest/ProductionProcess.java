package io.tarn.ingest;

import io.tarn.embedded.LeashedProcess;
import io.tarn.embedded.LeashedProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * The packaged service of the module in test, as a process of its own in a JVM of bounded memory.
 * It ends with the test's JVM at the latest.
 */
final class ProductionProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofMinutes(1);
  private static final long POLL_MILLIS = 50;

  private final LeashedProcess process;
  private final Queue<String> log;
  private final Path settings;

  private ProductionProcess(LeashedProcess process, Queue<String> log, Path settings) {
    this.process = process;
    this.log = log;
    this.settings = settings;
  }

  /** Starts the service, with more options of the JVM if any, and does not wait for it. */
  static ProductionProcess start(Map<String, String> settings, String... options)
      throws IOException {
    Properties properties = new Properties();
    properties.putAll(settings);
    Path file = Files.createTempFile("service-", ".properties");
    try (var out = Files.newOutputStream(file)) {
      properties.store(out, null);
    }
    Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-Dquarkus.config.locations=" + file));
    command.addAll(List.of(options));
    command.addAll(List.of("-jar", jar.toString()));
    Queue<String> log = new ConcurrentLinkedQueue<>();
    LeashedProcess process =
        LeashedProcess.start(
            command, Path.of("").toAbsolutePath(), environment -> {}, Signal.KILL, log::add);
    return new ProductionProcess(process, log, file);
  }

  /** Waits until it holds. Fails with the log if the process ends first, or time does. */
  void await(String what, BooleanSupplier holds) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        throw new AssertionError(
            "Not %s (%s): %s"
                .formatted(
                    what,
                    process.isAlive() ? "yet" : "any more, the service ended",
                    String.join("\n", log)));
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits for a line of the log that contains the text. */
  void awaitLog(String text) throws InterruptedException {
    await("in the log: " + text, () -> log.stream().anyMatch(line -> line.contains(text)));
  }

  /** Waits for the end of a service that ends by itself, and gives its exit code. */
  int awaitExit() throws InterruptedException {
    if (!process.awaitExit(PATIENCE)) {
      throw new AssertionError("The service still runs: " + String.join("\n", log));
    }
    process.onExit().join();
    return process.exitCode();
  }

  /** What it wrote to its log so far. */
  List<String> log() {
    return List.copyOf(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void signal(Signal signal) throws IOException, InterruptedException {
    process.signal(signal);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.stop(Signal.TERM, GRACE);
    Files.deleteIfExists(settings);
  }
}
