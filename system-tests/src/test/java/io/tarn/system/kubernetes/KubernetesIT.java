package io.tarn.system.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.tarn.system.Checkout;
import io.tarn.testkit.TestCertificates;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The life of a release on a real cluster: installed, filled, disturbed, upgraded, rolled back and
 * removed. Each step stands on those before it.
 */
@EnabledIfSystemProperty(named = "tarn.test.kubernetes", matches = "true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KubernetesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(8);
  private static final List<String> SERVICES =
      List.of("viz-gateway", "ingest-service", "catalog-service", "query-service");

  /** With it no service starts; a trial's stores, which have no settings, go on. */
  private static final String NO_KEY = "settings.tarn\\.identity\\.private-key";

  private static final Path PACK = Checkout.root().resolve("examples/oulad");
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final ObjectMapper JSON = new ObjectMapper();

  private static @Nullable Cluster cluster;
  private static @Nullable ChartRelease release;
  private static @Nullable LoadFromInside load;
  private static @Nullable String key;

  @BeforeAll
  static void meetCluster() throws Exception {
    String namespace = "tarn-test-" + Long.toString(System.currentTimeMillis(), 36);
    cluster = Cluster.withNamespace(namespace);
    String repository =
        Stream.ofNullable(System.getenv("TARN_IMAGE_REPOSITORY"))
            .filter(name -> !name.isBlank())
            .findFirst()
            .orElse("localhost/tarn");
    release = new ChartRelease(cluster, "tarn", repository);
    say("namespace %s, images %s", namespace, repository);
  }

  @AfterAll
  static void leaveCluster() throws Exception {
    if (cluster == null) {
      return;
    }
    if (release != null) {
      release.uninstall();
    }
    cluster.delete();
  }

  @Test
  @Order(1)
  void installsAndBecomesReady() throws Exception {
    Instant begun = Instant.now();

    release.upgrade(PATIENCE);

    say("installed and ready after %s", since(begun));
    for (String service : SERVICES) {
      JsonNode pod = cluster.pods(service).getFirst();
      say("  %-16s ready %d s after its start", service, Cluster.coldStart(pod).toSeconds());
      assertThat(pod.at("/status/containerStatuses/0/restartCount").asInt()).isZero();
    }
    sayUse();
  }

  @Test
  @Order(2)
  void passesItsOwnTest() {
    release.test(PATIENCE);

    say("helm test: passed");
  }

  @Test
  @Order(3)
  void servicesKnowAllTheirSettings() throws Exception {
    for (String service : SERVICES) {
      assertThat(cluster.kubectl("logs", "deployment/" + release.object(service)))
          .as(service)
          .doesNotContain("Unrecognized configuration key");
    }
  }

  @Test
  @Order(4)
  void loadsThePackAndShowsItRight() throws Exception {
    Instant begun = Instant.now();
    try (Gateway gateway = gateway()) {
      key = gateway.makeKey(cluster, release.object("bootstrap"));
      for (Path file : files()) {
        gateway.load(key, file);
      }
      Response put =
          gateway
              .as(key)
              .contentType("application/json")
              .body(Files.readString(PACK.resolve("dashboard.json")))
              .put("/api/v1/dashboards/oulad");
      assertThat(put.statusCode()).as(put.asString()).isIn(200, 201, 204);
      say("the OULAD pack is loaded after %s", since(begun));

      JsonNode data =
          JSON.readTree(gateway.as(key).get("/api/v1/dashboards/oulad/data").asString());

      Truth truth = Truth.read();
      assertThat(data.findValues("error")).isEmpty();
      assertThat(rows(data, "registrations")).hasToString("[[" + truth.registrations + "]]");
      assertThat(rows(data, "students")).hasToString("[[" + truth.students + "]]");
      Map<String, Long> results = new TreeMap<>();
      rows(data, "results_by_module")
          .forEach(
              row ->
                  results.put(
                      row.get(0).asText() + " " + row.get(1).asText(), row.get(2).asLong()));
      assertThat(results).isEqualTo(truth.results);
      say(
          "the dashboard is right: %d registrations of %d students, %d results by module",
          truth.registrations, truth.students, results.size());
    }
    sayUse();
  }

  @Test
  @Order(5)
  void scales() throws Exception {
    release.set("services.query.replicas", 3);

    release.upgrade(PATIENCE);

    assertThat(cluster.pods("query-service")).hasSize(3);
    say("query-service runs in 3 pods");
    load =
        LoadFromInside.in(
            cluster,
            cluster.pods("query-service").getFirst().at("/spec/containers/0/image").asText(),
            "http://" + release.object("viz-gateway") + ":8080",
            key);
  }

  @Test
  @Order(6)
  void podsMayBeKilled() throws Exception {
    String seen =
        load.during(
            () -> {
              for (int i = 0; i < 2; i++) {
                String pod = cluster.pods("query-service").getFirst().at("/metadata/name").asText();
                cluster.kubectl("delete", "pod", pod, "--grace-period=0", "--force");
                say("killed %s", pod);
                cluster.awaitRollout(release.object("query-service"), PATIENCE);
              }
            });

    say("visitors while pods were killed: %s", seen);
    assertThat(seen).contains(" failures=0 ");
  }

  @Test
  @Order(7)
  void podsMayBeEvicted() throws Exception {
    release.set("services.gateway.replicas", 2);
    release.upgrade(PATIENCE);

    String seen =
        load.during(
            () -> {
              for (String service : List.of("viz-gateway", "query-service")) {
                String pod = cluster.pods(service).getFirst().at("/metadata/name").asText();
                cluster.kubectl("delete", "pod", pod, "--wait=true");
                say("%s has ended", pod);
                cluster.awaitRollout(release.object(service), PATIENCE);
              }
            });

    say("visitors while pods ended in order: %s", seen);
    assertThat(seen).contains(" failures=0 ");
  }

  @Test
  @Order(8)
  void rollsOutAnUpgrade() throws Exception {
    Set<String> before = podNames();
    release.set("pods.annotations.round", "second");

    String seen =
        load.during(
            () -> {
              Instant begun = Instant.now();
              release.upgrade(PATIENCE);
              say("upgraded after %s", since(begun));
            });

    say("visitors during the upgrade: %s", seen);
    await().atMost(PATIENCE).until(() -> podNames().stream().noneMatch(before::contains));
    assertThat(seen).contains(" failures=0 ");
  }

  @Test
  @Order(9)
  void rollsBackWhatDoesNotBecomeReady() throws Exception {
    Set<String> before = podNames();

    String seen =
        load.during(
            () ->
                assertThatThrownBy(
                        () -> release.upgradeInVain(NO_KEY, "/absent", Duration.ofSeconds(60)))
                    .hasMessageContaining("rolled back"));

    say("visitors during the rollback: %s", seen);
    assertThat(release.status().getStatus()).isEqualTo("deployed");
    assertThat(podNames()).isEqualTo(before);
    assertThat(seen).contains(" failures=0 ");
  }

  @Test
  @Order(10)
  void stillShowsTheDashboard() throws Exception {
    try (Gateway gateway = gateway()) {
      JsonNode data =
          JSON.readTree(gateway.as(key).get("/api/v1/dashboards/oulad/data").asString());

      assertThat(data.findValues("error")).isEmpty();
      assertThat(rows(data, "registrations")).hasToString("[[32593]]");
    }
    say("the dashboard is right after all that");
  }

  @Test
  @Order(11)
  void speaksTlsBetweenThePods() throws Exception {
    load.delete();
    load = null;
    Path folder = Files.createTempDirectory("tarn-tls");
    TestCertificates certificates =
        TestCertificates.in(folder, SERVICES.stream().map(release::object).toArray(String[]::new));
    cluster.kubectl(
        "create",
        "secret",
        "generic",
        "pods-tls",
        "--from-file=tls.crt=" + certificates.certificate(),
        "--from-file=tls.key=" + certificates.privateKey(),
        "--from-file=ca.crt=" + certificates.certificate());
    cluster.kubectl(
        "create", "configmap", "authorities", "--from-file=ca.crt=" + certificates.certificate());
    release.set("trust.configMap", "authorities");
    release.set("tls.enabled", true);
    release.set("tls.secret", "pods-tls");

    release.upgrade(PATIENCE);
    release.test(PATIENCE);

    try (Gateway gateway = Gateway.at(cluster, "https", release.object("viz-gateway"), 8443)) {
      JsonNode data =
          JSON.readTree(
              gateway
                  .as(key)
                  .trustStore(certificates.keyStore().toString(), TestCertificates.PASSWORD)
                  .get("/api/v1/dashboards/oulad/data")
                  .asString());
      assertThat(data.findValues("error")).isEmpty();
      assertThat(rows(data, "registrations")).hasToString("[[32593]]");
    }
    say("the dashboard is right with TLS between the pods");
  }

  @Test
  @Order(12)
  void leavesNothingBehind() throws Exception {
    release.uninstall();
    cluster.kubectl("delete", "secret/pods-tls", "configmap/authorities");

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    say("helm uninstall left nothing");
  }

  // ---- what the steps have in common

  private static void sayUse() throws IOException, InterruptedException {
    cluster.use().forEach((pod, use) -> say("  %-44s %s", pod, use));
  }

  private static Set<String> podNames() throws IOException, InterruptedException {
    Set<String> names = new HashSet<>();
    for (String service : SERVICES) {
      cluster.pods(service).forEach(pod -> names.add(pod.at("/metadata/name").asText()));
    }
    return names;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(PACK)) {
      return files.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?")).sorted().toList();
    }
  }

  private static JsonNode rows(JsonNode data, String tile) {
    for (JsonNode each : data.path("tiles")) {
      if (each.path("id").asText().equals(tile)) {
        return each.path("rows");
      }
    }
    throw new AssertionError("There is no tile " + tile + " in " + data);
  }

  private static Gateway gateway() throws IOException {
    return Gateway.at(cluster, "http", release.object("viz-gateway"), 8080);
  }

  /** What the dashboard must say, counted here from the pack's own file. */
  private record Truth(long registrations, long students, Map<String, Long> results) {
    static Truth read() throws IOException {
      List<String[]> rows = new ArrayList<>();
      try (BufferedReader text =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Files.newInputStream(PACK.resolve("studentInfo.csv.gz"))),
                  StandardCharsets.UTF_8))) {
        text.lines().skip(1).map(line -> line.replace("\"", "").split(",", -1)).forEach(rows::add);
      }
      Map<String, Long> results = new TreeMap<>();
      rows.forEach(row -> results.merge(row[0] + " " + row[row.length - 1], 1L, Long::sum));
      return new Truth(rows.size(), rows.stream().map(row -> row[2]).distinct().count(), results);
    }
  }

  private static String since(Instant begun) {
    return Duration.between(begun, Instant.now()).toSeconds() + " s";
  }

  private static void say(String format, Object... values) {
    System.out.println(
        CLOCK.format(LocalTime.now(ZoneOffset.UTC)) + " " + format.formatted(values));
  }
}
