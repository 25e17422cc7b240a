package io.tarn.catalog;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.LeashedProcess;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
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
import org.apache.iceberg.rest.RESTCatalog;

/** The packaged service as a process of its own, with the heap that it has in a lake. */
public final class CatalogProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("Listening on: http://127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START_LIMIT = Duration.ofMinutes(2);

  private final TestServers servers;
  private final LeashedProcess process;
  private final URI address;
  private final Queue<String> log;

  private CatalogProcess(
      TestServers servers, LeashedProcess process, URI address, Queue<String> log) {
    this.servers = servers;
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /** Starts the service on these servers, with more settings if any, and waits until it serves. */
  public static CatalogProcess start(TestServers servers, Map<String, String> more) {
    Properties settings = new Properties();
    settings.putAll(servers.settings(LakeService.CATALOG));
    settings.put("quarkus.http.port", "0");
    settings.put("quarkus.management.port", "0");
    settings.putAll(more);
    try {
      Path file = Files.createTempFile("catalog-", ".properties");
      file.toFile().deleteOnExit();
      try (var out = Files.newOutputStream(file)) {
        settings.store(out, null);
      }
      return start(servers, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CatalogProcess start(TestServers servers, Path settings) throws IOException {
    Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-Dquarkus.config.locations=" + settings,
                "-jar",
                jar.toString()));
    Queue<String> log = new ConcurrentLinkedQueue<>();
    CompletableFuture<URI> address = new CompletableFuture<>();
    LeashedProcess process =
        LeashedProcess.start(
            command,
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
    process
        .onExit()
        .thenRun(
            () ->
                address.completeExceptionally(
                    new IllegalStateException("The service ended: " + String.join("\n", log))));
    try {
      return new CatalogProcess(
          servers, process, address.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS), log);
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

  /** What it wrote to its log. */
  public List<String> log() {
    return List.copyOf(log);
  }

  /** A client of Iceberg's; the caller closes it. */
  public RESTCatalog client(Role role, Map<String, String> more) {
    return Lake.client(servers, address, role, more);
  }

  /** Ends it as a crash would. */
  public void kill() {
    stop(LeashedProcess.Signal.KILL);
  }

  @Override
  public void close() {
    stop(LeashedProcess.Signal.TERM);
  }

  private void stop(LeashedProcess.Signal signal) {
    try {
      process.stop(signal, Duration.ofSeconds(20));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
