package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The one front door, and how the services behind it are watched. */
@ExtendWith(SharedLake.class)
class GatewayIT {
  private static final List<String> SERVICES =
      List.of("ingest-service", "catalog-service", "query-service", "viz-gateway");

  private final Lake lake;
  private final Person viewer;

  GatewayIT(Lake lake) {
    this.lake = lake;
    this.viewer = new Person(lake, "viewer");
  }

  @Test
  void oneDocumentDescribesTheWholeApi() {
    JsonPath document =
        lake.anonymous()
            .get("/openapi?format=json")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .extract()
            .jsonPath();
    assertThat(document.getString("openapi")).startsWith("3.1");
    Map<String, Map<String, Object>> paths = document.getMap("paths");
    assertThat(paths)
        .containsKeys(
            "/api/v1/me",
            "/api/v1/keys",
            "/api/v1/session",
            "/api/v1/databases",
            "/api/v1/databases/{database}/tables/{table}/files",
            "/api/v1/loads",
            "/api/v1/loads/{id}",
            "/api/v1/loads/{id}/events",
            "/api/v1/loads/{id}/retry",
            "/api/v1/queries",
            "/api/v1/queries/{id}",
            "/api/v1/queries/{id}/results",
            "/api/v1/queries/{id}/cancel",
            "/api/v1/queries/estimate",
            "/api/v1/commits/events",
            "/api/v1/dashboards",
            "/api/v1/dashboards/{id}",
            "/api/v1/dashboards/{id}/data",
            "/api/v1/dashboards/{id}/tiles/{tile}",
            "/iceberg/v1/config",
            "/problems/{code}");
    Set<String> tables = new TreeSet<>(paths.keySet());
    tables.removeIf(path -> !path.matches("/api/v1/databases/\\{\\w+}/tables.*"));
    assertThat(tables.toString())
        .contains("/tables/{table}", "/snapshots", "/statistics", "/preview", "/files");
  }

  @Test
  void everyOperationHasItsOwnNameAndEveryReferenceLeadsSomewhere() {
    String text =
        lake.anonymous().get("/openapi?format=json").then().statusCode(200).extract().asString();
    JsonPath document = JsonPath.from(text);
    Map<String, Map<String, Object>> paths = document.getMap("paths");
    List<Object> names =
        paths.values().stream()
            .flatMap(path -> path.values().stream())
            .filter(Map.class::isInstance)
            .map(operation -> ((Map<?, ?>) operation).get("operationId"))
            .map(Object.class::cast)
            .toList();
    assertThat(names).doesNotContainNull().doesNotHaveDuplicates();
    Map<String, Map<String, Object>> components = document.getMap("components");
    Pattern.compile("\"#/components/(\\w+)/([^\"]+)\"")
        .matcher(text)
        .results()
        .forEach(
            reference ->
                assertThat(components.get(reference.group(1))).containsKey(reference.group(2)));
  }

  @Test
  void theDocumentIsYamlUnlessAskedOtherwise() {
    lake.anonymous()
        .get("/openapi")
        .then()
        .statusCode(200)
        .contentType(containsString("yaml"))
        .body(containsString("openapi: "));
  }

  @Test
  void everyCodeOfAProblemHasAPage() {
    List<String> codes =
        lake.anonymous()
            .header("Accept", "application/json")
            .get("/problems")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath()
            .getList("code");
    assertThat(codes).hasSizeGreaterThan(50).contains("TABLE_NOT_FOUND", "STORAGE_FULL");
    for (String code : codes) {
      lake.anonymous()
          .header("Accept", "text/html")
          .get("/problems/" + code)
          .then()
          .statusCode(200)
          .contentType(containsString("text/html"))
          .body(containsString(code));
    }
    lake.anonymous().get("/problems/NO_SUCH_CODE").then().statusCode(404);
  }

  @Test
  void thePageIsServedAtItsAddressesAndOnlyThere() {
    for (String address : List.of("/", "/dashboards/oulad", "/data/oulad/courses", "/sql")) {
      lake.anonymous()
          .header("Accept", "text/html")
          .get(address)
          .then()
          .statusCode(200)
          .contentType(containsString("text/html"))
          .header("Content-Security-Policy", containsString("default-src"));
    }
    viewer.get("/api/v1/nothing").then().statusCode(404).body("code", equalTo("NOT_FOUND"));
  }

  @Test
  void aRequestsIdIsInTheAnswerAndInTheLogsOfAllThatSawIt() {
    String id = "walk-through-4711";
    Response answer = viewer.request().header("X-Request-Id", id).get("/api/v1/databases?limit=1");
    assertThat(answer.header("X-Request-Id")).isEqualTo(id);
    for (String service : List.of("viz-gateway", "catalog-service")) {
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(Files.readString(lake.data().resolve("logs/" + service + ".log")))
                      .containsPattern(id + ".*GET /api/v1/databases 200 \\d+ ms test-viewer"));
    }
  }

  @Test
  void anAnswerHasAnIdAlsoIfNoneWasGiven() {
    assertThat(lake.anonymous().get("/api/v1/me").header("X-Request-Id")).hasSizeGreaterThan(10);
  }

  @Test
  void everyServiceTellsItsHealthAndItsMetrics() throws IOException {
    viewer.get("/api/v1/databases").then().statusCode(200);
    for (String service : SERVICES) {
      String management = "http://127.0.0.1:" + managementPort(service);
      for (String check : List.of("live", "ready")) {
        RestAssured.get(management + "/q/health/" + check)
            .then()
            .statusCode(200)
            .body("status", equalTo("UP"));
      }
      RestAssured.get(management + "/q/metrics")
          .then()
          .statusCode(200)
          .body(containsString("http_server_requests_seconds_count"))
          .body(containsString("jvm_memory_used_bytes"));
    }
    lake.anonymous().get("/q/health/ready").then().statusCode(200);
    lake.anonymous().get("/q/metrics").then().statusCode(404);
  }

  private String managementPort(String service) throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(lake.data().resolve("ports.properties"))) {
      ports.load(reader);
    }
    return ports.getProperty(service + ".management");
  }

  @Test
  void aServiceAnswersNobodyButTheGateway() throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(lake.data().resolve("ports.properties"))) {
      ports.load(reader);
    }
    Map<String, String> questions =
        Map.of(
            "ingest-service", "/api/v1/loads",
            "catalog-service", "/api/v1/databases",
            "query-service", "/api/v1/queries");
    questions.forEach(
        (service, path) ->
            RestAssured.given()
                .header("Authorization", "Bearer " + lake.key("admin"))
                .get("http://127.0.0.1:" + ports.getProperty(service) + path)
                .then()
                .statusCode(401));
  }

  @Test
  void aKeyIsMadeShownOnceAndRevokedWithinSeconds() {
    Person admin = new Person(lake, "admin");
    JsonPath made =
        admin
            .request()
            .contentType("application/json")
            .body(Map.of("name", "passing", "role", "viewer"))
            .post("/api/v1/keys")
            .then()
            .statusCode(201)
            .extract()
            .jsonPath();
    String key = made.getString("key");
    assertThat(admin.get("/api/v1/keys").asString()).contains("passing").doesNotContain(key);
    assertThat(with(key)).isEqualTo(200);
    admin.request().delete("/api/v1/keys/" + made.get("id")).then().statusCode(204);
    await().atMost(Duration.ofSeconds(5)).until(() -> with(key) == 401);
  }

  private int with(String key) {
    return lake.anonymous().header("Authorization", "Bearer " + key).get("/api/v1/me").statusCode();
  }
}
