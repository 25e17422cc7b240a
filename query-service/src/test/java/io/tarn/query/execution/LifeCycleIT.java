package io.tarn.query.execution;

import static io.tarn.query.QueryLake.ENDLESS;
import static io.tarn.query.QueryLake.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.query.QueryLake;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifeCycleIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  @Test
  void aQueryGoesFromItsAcceptanceToItsAnswer() {
    String id =
        LAKE.ask("SELECT count(*) AS orders FROM orders")
            .then()
            .statusCode(202)
            .header("Location", matchesPattern(".*/api/v1/queries/[0-9a-f-]{36}"))
            .body("state", anyOf(equalTo("QUEUED"), equalTo("RUNNING"), equalTo("SUCCEEDED")))
            .extract()
            .path("queryId");
    LAKE.awaitState(id, "SUCCEEDED");

    LAKE.as(Role.ANALYST)
        .get("/api/v1/queries/" + id)
        .then()
        .statusCode(200)
        .body("queryId", equalTo(id))
        .body("statementType", equalTo("DML"))
        .body("database", equalTo("shop"))
        .body("workGroup", equalTo("primary"))
        .body("principal", equalTo("analyst"))
        .body("progress", equalTo(1.0f))
        .body("rows", equalTo(1))
        .body("columns.name", contains("orders"))
        .body("columns.type", contains("bigint"))
        .body("snapshots", hasKey(ORDERS.toString()))
        .body("statistics.scannedBytes", greaterThan(0))
        .body("statistics.billedBytes", equalTo(10_000_000))
        .body("statistics.engineMillis", notNullValue())
        .body("statistics.queueMillis", notNullValue())
        .body("statistics.planningMillis", notNullValue())
        .body("statistics.totalMillis", notNullValue())
        .body("statistics.reused", equalTo(false))
        .body("createdAt", endsWith("Z"))
        .body("startedAt", endsWith("Z"))
        .body("finishedAt", endsWith("Z"))
        .body("$", not(hasKey("error")));
    assertThat(LAKE.as(Role.ANALYST).get("/api/v1/queries/" + id + "/results").<Object>path("rows"))
        .isEqualTo(List.of(List.of(250)));
  }

  @Test
  void preferWaitAnswersWithTheEnd() {
    LAKE.ask(Role.ANALYST, Map.of("sql", "SELECT 1"), 60)
        .then()
        .statusCode(200)
        .header("Preference-Applied", "wait=60")
        .body("state", equalTo("SUCCEEDED"))
        .body("database", equalTo("default"));
  }

  @Test
  void preferWaitGivesUpInTime() {
    Response response = LAKE.ask(Role.ANALYST, Map.of("sql", ENDLESS, "database", "shop"), 1);

    response.then().statusCode(202).body("state", equalTo("RUNNING")).body("progress", equalTo(0f));
    LAKE.cancel(response.path("queryId"));
  }

  @Test
  void whatHappensAtRunTimeFailsTheQuery() {
    String id =
        LAKE.ask(
                Role.ANALYST,
                Map.of("sql", "SELECT 1 / (id - id) FROM orders", "database", "shop"),
                60)
            .then()
            .statusCode(200)
            .body("state", equalTo("FAILED"))
            .body("error.code", equalTo("DIVISION_BY_ZERO"))
            .body("error.detail", equalTo("Division by zero"))
            .body("error.category", equalTo("USER"))
            .body("error.retryable", equalTo(false))
            .body("statistics", not(hasKey("billedBytes")))
            .extract()
            .path("queryId");

    LAKE.as(Role.ANALYST)
        .get("/api/v1/queries/" + id + "/results")
        .then()
        .statusCode(409)
        .body("code", equalTo("CONFLICT"));
  }

  @Test
  void aRunningQueryIsCancelled() {
    String id = LAKE.ask(ENDLESS).path("queryId");
    LAKE.awaitState(id, "RUNNING");

    LAKE.as(Role.ANALYST).post("/api/v1/queries/" + id + "/cancel").then().statusCode(202);

    LAKE.awaitState(id, "CANCELLED");
    LAKE.as(Role.ANALYST)
        .post("/api/v1/queries/" + id + "/cancel")
        .then()
        .statusCode(202)
        .body("state", equalTo("CANCELLED"));
    LAKE.as(Role.ANALYST).get("/api/v1/queries/" + id + "/results").then().statusCode(409);
  }

  @Test
  void aQueuedQueryIsCancelledAtOnceAndAnEndedOneStaysAsItIs() {
    List<String> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String id = LAKE.ask(ENDLESS).path("queryId");
      running.add(id);
      LAKE.awaitState(id, "RUNNING");
    }
    String waiting = LAKE.ask("SELECT 1").path("queryId");
    assertThat(LAKE.state(waiting)).isEqualTo("QUEUED");

    LAKE.as(Role.ANALYST)
        .post("/api/v1/queries/" + waiting + "/cancel")
        .then()
        .statusCode(202)
        .body("state", equalTo("CANCELLED"));

    running.forEach(LAKE::cancel);
    String done = LAKE.run("SELECT 1");
    LAKE.as(Role.ANALYST)
        .post("/api/v1/queries/" + done + "/cancel")
        .then()
        .statusCode(202)
        .body("state", equalTo("SUCCEEDED"));
    assertThat(LAKE.state(waiting)).isEqualTo("CANCELLED");
  }

  @Test
  void aQueryReadsTheSnapshotOfItsAcceptance() {
    var table = new io.tarn.kernel.TableName("shop", "pinned");
    String before = LAKE.tables().append(table, "SELECT 1 AS id", "id bigint");
    List<String> running = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      running.add(LAKE.ask(ENDLESS).path("queryId"));
    }
    running.forEach(id -> LAKE.awaitState(id, "RUNNING"));
    String waiting = LAKE.ask("SELECT count(*) FROM pinned").path("queryId");

    LAKE.tables().append(table, "SELECT 2 AS id", "id bigint");
    running.forEach(LAKE::cancel);
    LAKE.awaitState(waiting, "SUCCEEDED");

    LAKE.as(Role.ANALYST)
        .get("/api/v1/queries/" + waiting)
        .then()
        .body("snapshots.'shop.pinned'", equalTo(before));
    assertThat(
            LAKE.as(Role.ANALYST)
                .get("/api/v1/queries/" + waiting + "/results")
                .<Object>path("rows"))
        .isEqualTo(List.of(List.of(1)));
  }

  @Test
  void aReadAfterACommitNeverShowsAnOlderSnapshot() {
    var table = new io.tarn.kernel.TableName("shop", "growing");
    for (int count = 1; count <= 15; count++) {
      String snapshot = LAKE.tables().append(table, "SELECT 1 AS id", "id bigint");

      Response query =
          LAKE.ask(
              Role.ANALYST, Map.of("sql", "SELECT count(*) FROM growing", "database", "shop"), 60);

      query.then().body("snapshots.'shop.growing'", equalTo(snapshot));
      assertThat(
              LAKE.as(Role.ANALYST)
                  .get("/api/v1/queries/" + query.path("queryId") + "/results")
                  .<Object>path("rows"))
          .isEqualTo(List.of(List.of(count)));
    }
  }

  @Test
  void eventsBeginWithThePresentAndEndWithTheEnd() throws Exception {
    String id = LAKE.ask(ENDLESS).path("queryId");
    LAKE.awaitState(id, "RUNNING");
    HttpRequest request =
        HttpRequest.newBuilder(LAKE.address().resolve("/api/v1/queries/" + id + "/events"))
            .header("Accept", "text/event-stream")
            .header(
                "Authorization",
                LAKE.servers().tokens().bearer("query-service", "analyst", Role.ANALYST))
            .timeout(Duration.ofMinutes(1))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<java.io.InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      List<String> states = new ArrayList<>();
      try (BufferedReader lines =
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (line.startsWith("data:")) {
            JsonNode event = new ObjectMapper().readTree(line.substring("data:".length()));
            states.add(event.path("state").asText());
            if (states.size() == 1) {
              LAKE.as(Role.ANALYST).post("/api/v1/queries/" + id + "/cancel");
            }
          }
        }
      }
      assertThat(states).startsWith("RUNNING").endsWith("CANCELLED");
    }
  }

  @Test
  void aQueryIsSeenByItsOwnerAndByAdministrators() {
    String id = LAKE.run("SELECT 1");

    LAKE.as(Role.ADMIN).get("/api/v1/queries/" + id).then().statusCode(200);
    for (String path : List.of("", "/results", "/events")) {
      LAKE.as(Role.EDITOR, "another")
          .get("/api/v1/queries/" + id + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("QUERY_NOT_FOUND"));
    }
    LAKE.as(Role.EDITOR, "another")
        .post("/api/v1/queries/" + id + "/cancel")
        .then()
        .statusCode(404);
    LAKE.as(Role.ADMIN).get("/api/v1/queries/" + Ids.next()).then().statusCode(404);
  }

  @Test
  void theHistoryIsNewestFirstInPages() {
    String first =
        LAKE.as(Role.ANALYST, "historian")
            .contentType("application/json")
            .body(Map.of("sql", "SELECT 1"))
            .header("Prefer", "wait=60")
            .post("/api/v1/queries")
            .path("queryId");
    String second =
        LAKE.as(Role.ANALYST, "historian")
            .contentType("application/json")
            .body(Map.of("sql", "SELECT 1 / 0"))
            .header("Prefer", "wait=60")
            .post("/api/v1/queries")
            .path("queryId");
    String third =
        LAKE.as(Role.ANALYST, "historian")
            .contentType("application/json")
            .body(Map.of("sql", "SELECT 3"))
            .header("Prefer", "wait=60")
            .post("/api/v1/queries")
            .path("queryId");

    String next =
        LAKE.as(Role.ANALYST, "historian")
            .get("/api/v1/queries?limit=2")
            .then()
            .statusCode(200)
            .body("items.queryId", contains(third, second))
            .extract()
            .path("nextPageToken");
    LAKE.as(Role.ANALYST, "historian")
        .get("/api/v1/queries?limit=2&pageToken=" + next)
        .then()
        .body("items.queryId", contains(first))
        .body("$", not(hasKey("nextPageToken")));
    LAKE.as(Role.ANALYST, "historian")
        .get("/api/v1/queries?state=failed")
        .then()
        .body("items.queryId", contains(second));
    LAKE.as(Role.ANALYST, "historian").get("/api/v1/queries?state=LOST").then().statusCode(400);
    LAKE.as(Role.ANALYST, "historian").get("/api/v1/queries?limit=0").then().statusCode(400);
    LAKE.as(Role.ANALYST, "historian").get("/api/v1/queries?pageToken=x").then().statusCode(400);
    LAKE.as(Role.ADMIN)
        .get("/api/v1/queries?limit=1000")
        .then()
        .body("items.principal", org.hamcrest.Matchers.hasItem("historian"));
  }
}
