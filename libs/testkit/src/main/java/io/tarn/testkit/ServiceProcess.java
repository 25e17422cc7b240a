package io.tarn.testkit;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.LeashedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A packaged service as a process of its own, on free ports. The module of the test must be built
 * after the service's: a dependency on its pom says so.
 */
public final class ServiceProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final LeashedProcess process;
  private final URI address;
  private final Queue<String> log;

  private ServiceProcess(LeashedProcess process, URI address, Queue<String> log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /**
   * Starts a service and waits until it serves.
   *
   * @param heapMegabytes its largest heap
   * @param more settings beside those of the servers, which they replace
   */
  public static ServiceProcess start(
      TestServers servers, LakeService service, int heapMegabytes, Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(servers.settings(service));
    settings.put("quarkus.http.host", "127.0.0.1");
    settings.put("quarkus.http.port", "0");
    settings.put("quarkus.management.host", "127.0.0.1");
    settings.put("quarkus.management.port", "0");
    // one set of keys for all services: none of them maps every one
    settings.put("smallrye.config.mapping.validate-unknown", "false");
    settings.putAll(more);
    try {
      Path file = Files.createTempFile(service.label(), ".properties");
      file.toFile().deleteOnExit();
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      return start(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx" + heapMegabytes + "m",
              "-Xss512k",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+ExitOnOutOfMemoryError",
              "-Duser.timezone=UTC",
              "--sun-misc-unsafe-memory-access=allow",
              "-Dquarkus.config.locations=" + file,
              "-jar",
              jar(service).toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path jar(LakeService service) {
    Path inModule = Path.of(service.label(), "target", "quarkus-app", "quarkus-run.jar");
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.exists(folder.resolve(inModule))) {
        return folder.resolve(inModule);
      }
    }
    throw new IllegalStateException("The service is not packaged: there is no " + inModule);
  }

  private static ServiceProcess start(List<String> command) throws IOException {
    Queue<String> log = new ConcurrentLinkedQueue<>();
    CompletableFuture<URI> address = new CompletableFuture<>();
    LeashedProcess process =
        LeashedProcess.start(
            new ArrayList<>(command),
            Path.of("").toAbsolutePath(),
            environment -> {},
            LeashedProcess.Signal.KILL,
            line -> {
              log.add(line);
              Matcher port = LISTENING.matcher(line);
              if (port.find()) {
                address.complete(URI.create("http://127.0.0.1:" + port.group(1)));
              }
            });
    var _ =
        process
            .onExit()
            .thenRun(
                () ->
                    address.completeExceptionally(
                        new IllegalStateException("The service ended: " + String.join("\n", log))));
    try {
      return new ServiceProcess(
          process, address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS), log);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("The service did not start: " + String.join("\n", log), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public URI address() {
    return address;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it wrote to its log. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** Ends it as a crash would. */
  public void kill() {
    stop(LeashedProcess.Signal.KILL);
  }

  /** Lets it stand still, as a long pause of its machine would, until {@link #goOn}. */
  public void pause() {
    signal("STOP");
  }

  /** Ends a pause. */
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      int code =
          new ProcessBuilder(
                  "/bin/sh",
                  "-c",
                  "kill -s \"$1\" \"$2\"",
                  "kill",
                  name,
                  Long.toString(process.pid()))
              .inheritIO()
              .start()
              .waitFor();
      if (code != 0) {
        throw new IllegalStateException("kill -s " + name + " ended with " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    stop(LeashedProcess.Signal.TERM);
  }

  private void stop(LeashedProcess.Signal signal) {
    try {
      process.stop(signal, STOP_LIMIT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
