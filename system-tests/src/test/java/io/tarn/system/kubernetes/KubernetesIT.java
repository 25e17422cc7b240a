package io.tarn.system.kubernetes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tarn.system.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern FORWARDING =
      Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+)");
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
    try (Forward gateway = forward()) {
      key = makeKey(gateway);
      for (Path file : files()) {
        load(gateway, file);
      }
      Response put =
          as(gateway)
              .contentType("application/json")
              .body(Files.readString(PACK.resolve("dashboard.json")))
              .put("/api/v1/dashboards/oulad");
      assertThat(put.statusCode()).as(put.asString()).isIn(200, 201, 204);
      say("the OULAD pack is loaded after %s", since(begun));

      JsonNode data = JSON.readTree(as(gateway).get("/api/v1/dashboards/oulad/data").asString());

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
    try (Forward gateway = forward()) {
      JsonNode data = JSON.readTree(as(gateway).get("/api/v1/dashboards/oulad/data").asString());

      assertThat(data.findValues("error")).isEmpty();
      assertThat(rows(data, "registrations")).hasToString("[[32593]]");
    }
    say("the dashboard is right after all that");
  }

  @Test
  @Order(11)
  void leavesNothingBehind() throws Exception {
    load.delete();
    load = null;

    release.uninstall();

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

  private static String makeKey(Forward gateway) throws Exception {
    JsonNode secret =
        JSON.readTree(
            cluster.kubectl("get", "secret", release.object("bootstrap"), "--output=json"));
    String first =
        new String(
            Base64.getDecoder().decode(secret.at("/data/key").asText()), StandardCharsets.UTF_8);
    Response made =
        given()
            .baseUri(gateway.url)
            .header("Authorization", "Bearer " + first.strip())
            .contentType("application/json")
            .body("{\"name\":\"cluster-test\",\"role\":\"admin\"}")
            .post("/api/v1/keys");
    assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
    return made.path("key");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(PACK)) {
      return files.filter(file -> file.toString().matches(".*\\.csv(\\.gz)?")).sorted().toList();
    }
  }

  private static void load(Forward gateway, Path file) {
    String name = file.getFileName().toString();
    String table = name.substring(0, name.indexOf('.')).toLowerCase(Locale.ROOT);
    Response accepted =
        as(gateway)
            .contentType("application/octet-stream")
            .queryParam("name", name)
            .body(file.toFile())
            .post("/api/v1/databases/oulad/tables/" + table + "/files");
    assertThat(accepted.statusCode()).as(accepted.asString()).isIn(200, 201, 202);
    String id = accepted.path("id");
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(as(gateway).get("/api/v1/loads/" + id).asString())
                    .contains("\"LOADED\""));
  }

  private static JsonNode rows(JsonNode data, String tile) {
    for (JsonNode each : data.path("tiles")) {
      if (each.path("id").asText().equals(tile)) {
        return each.path("rows");
      }
    }
    throw new AssertionError("There is no tile " + tile + " in " + data);
  }

  private static RequestSpecification as(Forward gateway) {
    return given().baseUri(gateway.url).header("Authorization", "Bearer " + key);
  }

  private static Forward forward() throws IOException {
    return new Forward(
        new ProcessBuilder(
                cluster.command(
                    "port-forward", "service/" + release.object("viz-gateway"), ":8080"))
            .redirectErrorStream(true)
            .start());
  }

  /** A port of this machine that leads to the gateway's Service; closed by the test. */
  private static final class Forward implements AutoCloseable {
    private final Process process;
    private final String url;

    Forward(Process process) throws IOException {
      this.process = process;
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      String line = said.readLine();
      Matcher forwarding = FORWARDING.matcher(String.valueOf(line));
      if (!forwarding.find()) {
        throw new IllegalStateException("kubectl port-forward: " + line);
      }
      this.url = "http://127.0.0.1:" + forwarding.group(1);
      var unused = Thread.ofVirtual().start(() -> said.lines().forEach(ignored -> {}));
    }

    @Override
    public void close() {
      process.destroy();
    }
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
        LocalTime.now(java.time.ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS)
            + " "
            + format.formatted(values));
  }
}
