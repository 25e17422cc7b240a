package io.tarn.query.execution;

import static io.tarn.query.QueryLake.ENDLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.query.QueryLake;
import io.tarn.testkit.ServiceProcess;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A query outlives its replica and ends once. */
class TakeoverIT {
  private static final Map<String, String> ONE_AT_A_TIME =
      Map.of("tarn.query.lease", "2s", "tarn.query.concurrent-queries", "1");

  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static String ask(URI replica, String sql) {
    return LAKE.as(Role.ANALYST, "analyst", replica)
        .contentType("application/json")
        .body(Map.of("sql", sql, "database", "shop"))
        .post("/api/v1/queries")
        .then()
        .statusCode(202)
        .extract()
        .path("queryId");
  }

  private static List<List<Object>> rows(String id) {
    return LAKE.as(Role.ANALYST).get("/api/v1/queries/" + id + "/results").path("rows");
  }

  private static List<Path> resultObjects(String id) throws Exception {
    try (var list = Files.list(LAKE.servers().store().folder().resolve("results").resolve(id))) {
      return list.toList();
    }
  }

  private static int attempts(String id) throws Exception {
    try (Connection connection = LAKE.servers().connect();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT attempts FROM query.query WHERE id = '" + UUID.fromString(id) + "'")) {
      assertThat(row.next()).isTrue();
      return row.getInt(1);
    }
  }

  @Test
  void whatAKilledReplicaLeftIsFinishedByAnotherOverItsSnapshots() throws Exception {
    TableName table = new TableName("shop", "taken_over");
    LAKE.tables().append(table, "SELECT 1 AS id", "id bigint");
    ServiceProcess killed = LAKE.replica("killed", ONE_AT_A_TIME);
    String running = ask(killed.address(), ENDLESS);
    LAKE.awaitState(running, "RUNNING");
    String waiting = ask(killed.address(), "SELECT count(*) FROM taken_over");
    assertThat(LAKE.state(waiting)).isEqualTo("QUEUED");
    LAKE.tables().append(table, "SELECT 2 AS id", "id bigint");

    killed.kill();

    LAKE.awaitState(waiting, "SUCCEEDED");
    assertThat(rows(waiting)).isEqualTo(List.of(List.of(1)));
    assertThat(resultObjects(waiting)).hasSize(1);
    assertThat(attempts(waiting)).isEqualTo(1);
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> attempts(running) == 1);
    LAKE.awaitState(running, "RUNNING");
    LAKE.cancel(running);
  }

  @Test
  void aReplicaThatWasOnlyAsleepDoesNotChangeTheAnswer() throws Exception {
    try (ServiceProcess asleep = LAKE.replica("asleep", ONE_AT_A_TIME)) {
      String running = ask(asleep.address(), ENDLESS);
      LAKE.awaitState(running, "RUNNING");
      String waiting = ask(asleep.address(), "SELECT random() FROM orders LIMIT 1");

      asleep.pause();
      LAKE.awaitState(waiting, "SUCCEEDED");
      List<List<Object>> answer = rows(waiting);
      LAKE.cancel(running);
      asleep.goOn();
      String later = ask(asleep.address(), "SELECT 1");

      LAKE.awaitState(later, "SUCCEEDED");
      assertThat(rows(waiting)).isEqualTo(answer);
      assertThat(resultObjects(waiting)).hasSize(1);
    }
  }

  @Test
  void whatAReplicaLeavesAtItsOrderlyEndGoesOnAtOnce() {
    ServiceProcess leaving =
        LAKE.replica(
            "leaving", Map.of("tarn.query.lease", "10m", "tarn.query.concurrent-queries", "1"));
    String running = ask(leaving.address(), ENDLESS);
    LAKE.awaitState(running, "RUNNING");
    String waiting = ask(leaving.address(), "SELECT count(*) FROM orders");

    leaving.close();

    LAKE.awaitState(waiting, "SUCCEEDED");
    assertThat(rows(waiting)).isEqualTo(List.of(List.of(250)));
    LAKE.awaitState(running, "RUNNING");
    LAKE.cancel(running);
  }

  @Test
  void cancellingReachesAQueryOfAnotherReplica() {
    try (ServiceProcess other = LAKE.replica("other", Map.of("tarn.query.lease", "2s"))) {
      String running = ask(other.address(), ENDLESS);
      LAKE.awaitState(running, "RUNNING");

      LAKE.cancel(running);

      LAKE.as(Role.ADMIN, "admin", other.address())
          .get("/api/v1/queries/" + running)
          .then()
          .body("state", equalTo("CANCELLED"));
    }
  }

  @Test
  void oneTooManyIsRefused() {
    try (ServiceProcess small =
        LAKE.replica(
            "small",
            Map.of("tarn.query.concurrent-queries", "1", "tarn.query.queued-queries", "1"))) {
      String running = ask(small.address(), ENDLESS);
      LAKE.awaitState(running, "RUNNING");
      String waiting = ask(small.address(), "SELECT 1");

      LAKE.as(Role.ANALYST, "analyst", small.address())
          .contentType("application/json")
          .body(Map.of("sql", "SELECT 2"))
          .post("/api/v1/queries")
          .then()
          .statusCode(429)
          .body("code", equalTo("TOO_MANY_REQUESTS"));

      LAKE.as(Role.ANALYST, "analyst", small.address())
          .post("/api/v1/queries/" + running + "/cancel");
      LAKE.awaitState(waiting, "SUCCEEDED");
    }
  }

  @Test
  void oldResultsGoAndTheHistoryStays() throws Exception {
    String id = LAKE.run("SELECT 1");
    assertThat(resultObjects(id)).hasSize(1);
    try (ServiceProcess tidy =
        LAKE.replica(
            "tidy",
            Map.of("tarn.query.result-retention", "1s", "tarn.query.sweep-interval", "1s"))) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  LAKE.as(Role.ANALYST, "analyst", tidy.address())
                          .get("/api/v1/queries/" + id + "/results")
                          .statusCode()
                      == 404);
    }

    assertThat(LAKE.servers().store().folder().resolve("results").resolve(id)).doesNotExist();
    LAKE.as(Role.ANALYST)
        .get("/api/v1/queries/" + id)
        .then()
        .statusCode(200)
        .body("state", equalTo("SUCCEEDED"));
  }
}
