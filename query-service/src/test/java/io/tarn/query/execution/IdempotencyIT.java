package io.tarn.query.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.query.QueryLake;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same key and body give the first answer, another body is a conflict. */
class IdempotencyIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static Response withKey(String principal, String key, String sql) {
    return LAKE.as(Role.ANALYST, principal)
        .contentType("application/json")
        .header("Idempotency-Key", key)
        .body(Map.of("sql", sql))
        .post("/api/v1/queries");
  }

  @Test
  void theSameKeyAndBodyGiveTheSameQuery() {
    String key = Ids.next().toString();
    String first = withKey("ann", key, "SELECT 1").then().statusCode(202).extract().path("queryId");
    LAKE.awaitState(first, "SUCCEEDED");

    withKey("ann", key, "SELECT 1").then().statusCode(200).body("queryId", equalTo(first));
  }

  @Test
  void theSameKeyWithAnotherBodyIsAConflict() {
    String key = Ids.next().toString();
    withKey("ann", key, "SELECT 1").then().statusCode(202);

    withKey("ann", key, "SELECT 2")
        .then()
        .statusCode(409)
        .body("code", equalTo("IDEMPOTENCY_CONFLICT"));
  }

  @Test
  void theKeysOfTwoPrincipalsAreNotTheSame() {
    String key = Ids.next().toString();
    String first = withKey("ann", key, "SELECT 1").path("queryId");

    withKey("bob", key, "SELECT 2").then().statusCode(202).body("queryId", not(equalTo(first)));
  }

  @Test
  void athenasTokenInTheBodyDoesTheSame() {
    Map<String, Object> body =
        Map.of(
            "sql",
            "SELECT ?",
            "parameters",
            List.of("a", 1.5, true),
            "clientRequestToken",
            Ids.next().toString());
    Map<String, Object> right = new java.util.HashMap<>(body);
    right.put("sql", "SELECT ?, ?, ?");
    String first = LAKE.ask(Role.ANALYST, right, 60).path("queryId");

    LAKE.ask(Role.ANALYST, right, 60).then().statusCode(200).body("queryId", equalTo(first));
    LAKE.ask(Role.ANALYST, body, 60).then().statusCode(409);
  }

  @Test
  void aKeyHasALength() {
    withKey("ann", "x".repeat(129), "SELECT 1")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"));
  }

  @Test
  void manyAtOnceStartOneQuery() throws Exception {
    String key = Ids.next().toString();
    Set<String> ids = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        answers.add(threads.submit(() -> withKey("crowd", key, "SELECT 1").path("queryId")));
      }
      for (Future<String> answer : answers) {
        ids.add(answer.get());
      }
    }

    assertThat(ids).hasSize(1).doesNotContainNull();
    assertThat(
            LAKE.as(Role.ANALYST, "crowd")
                .get("/api/v1/queries")
                .<List<String>>path("items.queryId"))
        .hasSize(1);
  }
}
