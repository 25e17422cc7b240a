package io.tarn.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.tarn.embedded.Durably;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.LeashedProcess.Signal;
import io.tarn.embedded.Ports;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestCertificates;
import io.tarn.testkit.TestServers;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The packaged service as production runs it: TLS on its port, to PostgreSQL and to the object
 * store; secrets from files; logs in JSON; traces to a collector; and an orderly end.
 */
class ProductionIT {
  private static final Duration DELAY = Duration.ofSeconds(15);
  private static final String FILES = "/api/v1/databases/shop/tables/t/files";
  private static final List<String> SECRETS =
      List.of("tarn.database.password", "tarn.s3.access-key", "tarn.s3.secret-key");
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static final Vertx VERTX = Vertx.vertx();
  private static final Queue<byte[]> TRACES = new ConcurrentLinkedQueue<>();
  private static Path folder;
  private static String secrets;
  private static TestCertificates certificates;
  private static HttpServer collector;
  private static NetServer silentCatalog;
  private static NetServer secureStore;
  private static HttpClient http;

  @BeforeAll
  static void startServers() throws Exception {
    folder = Files.createTempDirectory("production-");
    certificates = TestCertificates.in(folder.resolve("tls"));
    http = HttpClient.newBuilder().sslContext(certificates.trusting()).build();
    Map<String, String> known = new TreeMap<>(SERVERS.settings(LakeService.INGEST));
    known.keySet().retainAll(SECRETS);
    String password = known.remove("tarn.database.password");
    secrets =
        mounted("database", Map.of("tarn.database.password", password))
            + ","
            + mounted("store", known);
    collector = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          TRACES.add(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    silentCatalog = secured(request -> {});
    secureStore = secured(client -> connect(client, SERVERS.store().endpoint()));
    encryptDatabase();
  }

  @AfterAll
  static void stopServers() throws Exception {
    collector.stop(0);
    VERTX.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    http.shutdownNow();
    Durably.deleteTree(folder);
  }

  /** A server of TLS on this machine. */
  private static NetServer secured(Handler<NetSocket> handler) throws Exception {
    return VERTX
        .createNetServer(
            new NetServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(certificates.certificate().toString())
                        .setKeyPath(certificates.privateKey().toString())))
        .connectHandler(handler)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }

  /** Puts TLS before a server. */
  private static void connect(NetSocket client, URI server) {
    client.pause();
    var _ =
        VERTX
            .createNetClient()
            .connect(server.getPort(), server.getHost())
            .onSuccess(
                behind -> {
                  var _ = client.pipeTo(behind);
                  var _ = behind.pipeTo(client);
                })
            .onFailure(failure -> client.close());
  }

  private static void encryptDatabase() throws Exception {
    try (Connection connection = SERVERS.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET ssl_cert_file = '" + certificates.certificate() + "'");
      statement.execute("ALTER SYSTEM SET ssl_key_file = '" + certificates.privateKey() + "'");
      statement.execute("ALTER SYSTEM SET ssl = on");
      statement.execute("SELECT pg_reload_conf()");
    }
  }

  /** Laid out as Kubernetes mounts a Secret: files behind a link that is swapped at a change. */
  private static Path mounted(String name, Map<String, String> secrets) throws IOException {
    Path mount = folder.resolve(name);
    Path data = Files.createDirectories(mount.resolve("..2026_11_26_00_00_00.1"));
    Files.createSymbolicLink(mount.resolve("..data"), data.getFileName());
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      Path file = data.resolve(secret.getKey());
      Files.writeString(file, secret.getValue());
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
      Files.createSymbolicLink(mount.resolve(secret.getKey()), Path.of("..data", secret.getKey()));
    }
    return mount;
  }

  private static Map<String, String> production(int port, int managementPort) {
    Map<String, String> settings = new TreeMap<>(SERVERS.settings(LakeService.INGEST));
    settings.keySet().removeAll(SECRETS);
    settings.remove("tarn.store.folder");
    settings.putAll(
        Map.of(
            "tarn.production",
            "true",
            "tarn.database.url",
            SERVERS.databaseUrl()
                + "?sslmode=verify-full&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
            "tarn.s3.endpoint",
            "https://127.0.0.1:" + secureStore.actualPort(),
            "tarn.catalog.url",
            "https://127.0.0.1:" + silentCatalog.actualPort(),
            "tarn.load.folder",
            folder.resolve("work").toString()));
    settings.putAll(
        Map.of(
            "quarkus.http.host", "0.0.0.0",
            "quarkus.http.ssl-port", Integer.toString(port),
            "quarkus.http.insecure-requests", "disabled",
            "quarkus.http.tls-configuration-name", "pods",
            "quarkus.tls.pods.key-store.pem.pod.cert", certificates.certificate().toString(),
            "quarkus.tls.pods.key-store.pem.pod.key", certificates.privateKey().toString(),
            "quarkus.tls.pods.trust-store.pem.certs", certificates.certificate().toString(),
            "tarn.tls.configuration", "pods",
            "quarkus.management.port", Integer.toString(managementPort)));
    settings.putAll(
        Map.of(
            "quarkus.log.console.json.enabled", "true",
            "quarkus.otel.sdk.disabled", "false",
            "quarkus.otel.exporter.otlp.endpoint",
                "http://127.0.0.1:" + collector.getAddress().getPort(),
            "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
            "quarkus.otel.bsp.schedule.delay", "500ms",
            "quarkus.shutdown.delay", DELAY.toSeconds() + "S",
            "quarkus.shutdown.timeout", "60S"));
    return settings;
  }

  private static String[] options() {
    return new String[] {
      "-Dsmallrye.config.source.file.locations=" + secrets,
      "-Djavax.net.ssl.trustStore=" + certificates.keyStore(),
      "-Djavax.net.ssl.trustStorePassword=" + TestCertificates.PASSWORD,
      "-Djavax.net.ssl.trustStoreType=PKCS12"
    };
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
        .timeout(Duration.ofMinutes(2))
        .header("Authorization", SERVERS.tokens().bearer("ingest-service", "ada", Role.EDITOR));
  }

  private static int readiness(int managementPort) {
    try {
      return http.send(
              HttpRequest.newBuilder(
                      URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                  .timeout(Duration.ofSeconds(30))
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static String upload(int port, HttpRequest.BodyPublisher body, String requestId)
      throws Exception {
    HttpResponse<String> answer =
        http.send(
            request(port, FILES + "?name=t.csv")
                .header("Content-Type", "text/csv")
                .header("X-Request-Id", requestId)
                .POST(body)
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return JSON.readTree(answer.body()).path("id").asText();
  }

  /** A body whose second half comes when the latch opens. */
  private static InputStream halting(CountDownLatch sentHalf, CountDownLatch goOn) {
    return new FilterInputStream(
        new ByteArrayInputStream("id,name\n1,Ada\n2,Grace\n".getBytes(StandardCharsets.UTF_8))) {
      private int read;

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        if (read == 14) {
          sentHalf.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
          }
        }
        int count = super.read(bytes, offset, Math.min(length, read < 14 ? 14 - read : length));
        read += Math.max(0, count);
        return count;
      }
    };
  }

  private static long count(String query) throws Exception {
    try (Connection connection = SERVERS.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Test
  void drainsInOrderUnderLoad() throws Exception {
    int port = Ports.free();
    int managementPort = Ports.free();
    try (ProductionProcess service =
        ProductionProcess.start(production(port, managementPort), options())) {
      service.await("ready", () -> readiness(managementPort) == 200);
      assertThat(
              count(
                  "SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid)"
                      + " WHERE a.datname = current_database() AND a.usename = 'ingest'"
                      + " AND NOT s.ssl"))
          .as("connections to PostgreSQL without TLS")
          .isZero();

      String requestId = Ids.next().toString();
      String load = upload(port, BodyPublishers.ofString("id,name\n1,Ada\n"), requestId);
      service.await("worked on", () -> leases() > 0);
      AtomicBoolean streamEnded = new AtomicBoolean();
      HttpResponse<InputStream> stream =
          http.send(
              request(port, "/api/v1/loads/" + load + "/events")
                  .header("Accept", "text/event-stream")
                  .build(),
              BodyHandlers.ofInputStream());
      assertThat(stream.body().read()).isNotNegative();
      Thread follower = Thread.startVirtualThread(() -> drain(stream.body(), streamEnded));
      CountDownLatch sentHalf = new CountDownLatch(1);
      CountDownLatch goOn = new CountDownLatch(1);
      CompletableFuture<String> slowUpload =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return upload(
                      port,
                      BodyPublishers.ofInputStream(() -> halting(sentHalf, goOn)),
                      Ids.next().toString());
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              },
              Thread::startVirtualThread);
      assertThat(sentHalf.await(1, TimeUnit.MINUTES)).isTrue();

      long signalled = System.nanoTime();
      service.signal(Signal.TERM);
      service.await("not ready", () -> readiness(managementPort) == 503);
      List<Integer> statuses = new ArrayList<>();
      while (System.nanoTime() - signalled < DELAY.dividedBy(2).toNanos() || statuses.isEmpty()) {
        statuses.add(
            http.send(request(port, "/api/v1/loads/" + load).build(), BodyHandlers.discarding())
                .statusCode());
      }
      assertThat(statuses).as("answers while it is not ready any more").containsOnly(200);
      HttpResponse<Void> older =
          http.send(
              request(port, "/api/v1/loads/" + load).version(HttpClient.Version.HTTP_1_1).build(),
              BodyHandlers.discarding());
      assertThat(older.headers().firstValue("Connection")).hasValue("close");
      assertThat(streamEnded).as("the stream ended early").isFalse();

      assertThat(follower.join(Duration.ofMinutes(1))).as("the stream ended").isTrue();
      assertThat(System.nanoTime() - signalled).isGreaterThanOrEqualTo(DELAY.toNanos());
      assertThat(service.isAlive()).isTrue();
      goOn.countDown();
      String second = slowUpload.get(2, TimeUnit.MINUTES);

      service.awaitExit();
      assertThat(leases()).as("leases that were not handed back").isZero();
      assertThat(
              count(
                  "SELECT count(*) FROM ingest.load WHERE open AND id IN ('%s', '%s')"
                      .formatted(load, second)))
          .isEqualTo(2);
      tellsInJson(service, requestId, load);
    }
  }

  private static long leases() {
    try {
      return count("SELECT count(*) FROM ingest.load WHERE lease IS NOT NULL");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void drain(InputStream stream, AtomicBoolean ended) {
    try (stream) {
      while (stream.read() >= 0) {
        // events of no interest here
      }
    } catch (IOException e) {
      assertThat(e).isNotNull(); // a cut is an end too
    } finally {
      ended.set(true);
    }
  }

  /** The lines are JSON; the request's has its id and that of a trace which the collector got. */
  private static void tellsInJson(ProductionProcess service, String requestId, String load)
      throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : service.log()) {
      if (line.startsWith("{") && line.endsWith("}")) { // a very long stack trace comes in pieces
        lines.add(JSON.readTree(line));
      }
    }
    JsonNode access =
        lines.stream()
            .filter(line -> line.path("loggerName").asText().equals("io.tarn.access"))
            .filter(line -> line.path("mdc").path("requestId").asText().equals(requestId))
            .findFirst()
            .orElseThrow();
    String trace = access.path("mdc").path("traceId").asText();
    assertThat(trace).matches("[0-9a-f]{32}");
    assertThat(TRACES.stream().map(HexFormat.of()::formatHex))
        .as("what the collector got")
        .anyMatch(body -> body.contains(trace));
    List<JsonNode> audited = new ArrayList<>();
    for (JsonNode line : lines) {
      if (line.path("loggerName").asText().equals("io.tarn.audit")) {
        audited.add(JSON.readTree(line.path("message").asText()));
      }
    }
    assertThat(audited)
        .filteredOn(line -> line.path("requestId").asText().equals(requestId))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("principal").asText()).isEqualTo("ada");
              assertThat(line.path("access").asText()).isEqualTo("write");
              assertThat(line.path("action").asText()).isEqualTo("uploadFile");
              assertThat(line.path("resource").asText()).isEqualTo(FILES);
              assertThat(line.path("details").path("loadId").asText()).isEqualTo(load);
            });
  }

  @Test
  void refusesUnsafeSettingsBeforeItServes() throws Exception {
    Map<String, String> settings = production(Ports.free(), Ports.free());
    settings.remove("quarkus.http.insecure-requests");
    settings.put("quarkus.http.port", "0");
    settings.put("tarn.catalog.url", "http://catalog.example.org:8080");
    settings.put("quarkus.log.console.json.enabled", "false");
    try (ProductionProcess service = ProductionProcess.start(settings, options())) {
      assertThat(service.awaitExit()).isEqualTo(1);
      assertThat(String.join("\n", service.log()))
          .contains(
              "tarn.production=true refuses this configuration",
              "quarkus.http.insecure-requests: ",
              "tarn.catalog.url: plain HTTP leaves this machine. Use https")
          .doesNotContain("Listening on", SERVERS.databasePassword());
    }
  }
}
