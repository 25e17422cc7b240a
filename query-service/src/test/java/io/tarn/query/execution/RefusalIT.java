package io.tarn.query.execution;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.ValidatableResponse;
import io.tarn.kernel.Role;
import io.tarn.query.QueryLake;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a statement is told at once, and nothing is queued. */
class RefusalIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static ValidatableResponse refused(Role role, String sql) {
    return LAKE.ask(role, Map.of("sql", sql, "database", "shop"), 0)
        .then()
        .contentType("application/problem+json")
        .body("requestId", notNullValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SYNTAX_ERROR        | 1 | 15 | SELECT id FRO orders
          SYNTAX_ERROR        | 1 | 1  | COPY orders TO 'orders.csv'
          COLUMN_NOT_FOUND    | 1 | 8  | SELECT idd FROM orders
          FUNCTION_NOT_FOUND  | 1 | 8  | SELECT no_such_function(id) FROM orders
          TYPE_MISMATCH       | 1 | 11 | SELECT id + item FROM orders
          TABLE_NOT_FOUND     | 1 | 15 | SELECT * FROM nothing_like_it
          SCHEMA_NOT_FOUND    | 1 | 15 | SELECT * FROM nowhere.orders
          CATALOG_NOT_FOUND   | 1 | 15 | SELECT * FROM mysql.shop.orders
          EXPRESSION_NOT_AGGREGATE | 1 | 8 | SELECT id, count(*) FROM orders
          """)
  void namesTheFaultAndItsPlace(String code, int line, int column, String sql) {
    refused(Role.ANALYST, sql)
        .statusCode(400)
        .body("code", equalTo(code))
        .body("errors", hasSize(1))
        .body("errors[0].line", equalTo(line))
        .body("errors[0].column", equalTo(column));
  }

  @Test
  void countsLines() {
    refused(Role.ANALYST, "SELECT id\nFROM orders\nWHERE prize > 1")
        .statusCode(400)
        .body("code", equalTo("COLUMN_NOT_FOUND"))
        .body("errors[0].line", equalTo(3))
        .body("errors[0].column", equalTo(7));
  }

  @Test
  void suggestsTheTableThatWasMeant() {
    refused(Role.ANALYST, "SELECT * FROM ordres")
        .statusCode(400)
        .body("code", equalTo("TABLE_NOT_FOUND"))
        .body("detail", containsString("Did you mean 'orders'?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CREATE TABLE      | CREATE TABLE t AS SELECT 1 AS a
          INSERT            | INSERT INTO orders SELECT * FROM orders
          DELETE            | DELETE FROM orders
          UPDATE            | UPDATE orders SET item = 'x'
          CREATE VIEW       | CREATE VIEW v AS SELECT 1 AS a
          DROP TABLE        | DROP TABLE orders
          """)
  void refusesByNameWhatIsNotUnderstood(String construct, String sql) {
    refused(Role.ADMIN, sql)
        .statusCode(400)
        .body("code", equalTo("NOT_SUPPORTED"))
        .body("detail", containsString(construct))
        .body("errors[0].line", equalTo(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DROP TABLE orders",
        "DELETE FROM orders",
        "INSERT INTO orders SELECT * FROM orders",
        "CREATE TABLE t AS SELECT 1 AS a"
      })
  void anAnalystMayNotWrite(String sql) {
    refused(Role.ANALYST, sql)
        .statusCode(403)
        .body("code", equalTo("FORBIDDEN"))
        .body("detail", containsString("editor"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "DROP TABLE orders", "not even SQL"})
  void aViewerMayNotQuery(String sql) {
    refused(Role.VIEWER, sql).statusCode(403).body("code", equalTo("FORBIDDEN"));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void copyIsNobodys(Role role) {
    refused(role, "COPY (SELECT 1) TO '/etc/passwd'")
        .statusCode(role == Role.VIEWER ? 403 : 400)
        .body("code", equalTo(role == Role.VIEWER ? "FORBIDDEN" : "SYNTAX_ERROR"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT read_text('/etc/passwd')",
        "SELECT getenv('HOME')",
        "SELECT 1; SELECT 2",
        "ATTACH 'x.db'",
        "PRAGMA version",
        "SET GLOBAL threads = 1"
      })
  void nothingOfTheEnginesOwnPasses(String sql) {
    refused(Role.ADMIN, sql).statusCode(400);
  }

  @Test
  void needsAToken() {
    given()
        .baseUri(LAKE.address().toString())
        .contentType("application/json")
        .body(Map.of("sql", "SELECT 1"))
        .post("/api/v1/queries")
        .then()
        .statusCode(401)
        .body("code", equalTo("UNAUTHENTICATED"));
  }

  @Test
  void needsAStatement() {
    LAKE.ask(Role.ANALYST, Map.of("database", "shop"), 0)
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_JSON"));
    LAKE.ask(Role.ANALYST, Map.of("sql", "SELECT 1", "sqll", ""), 0)
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_JSON"));
    LAKE.ask(Role.ANALYST, Map.of("sql", ""), 0)
        .then()
        .statusCode(400)
        .body("code", equalTo("SYNTAX_ERROR"));
  }

  @Test
  void knowsTheLimitOfAStatement() {
    LAKE.ask(Role.ANALYST, Map.of("sql", "SELECT '" + "x".repeat(262_144) + "'"), 0)
        .then()
        .statusCode(400)
        .body("code", equalTo("QUERY_TEXT_TOO_LARGE"));
  }

  @Test
  void knowsItsWorkGroups() {
    LAKE.ask(Role.ANALYST, Map.of("sql", "SELECT 1", "workGroup", "another"), 0)
        .then()
        .statusCode(404)
        .body("code", equalTo("WORK_GROUP_NOT_FOUND"))
        .body("detail", containsString("primary"));
  }

  @Test
  void parametersFitTheStatement() {
    LAKE.ask(Role.ANALYST, Map.of("sql", "SELECT ?", "parameters", List.of(1, 2)), 0)
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_PARAMETER_USAGE"));
    LAKE.ask(
            Role.ANALYST,
            Map.of("sql", "SELECT ?", "parameters", List.of(Collections.emptyList())),
            0)
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body("errors[0].pointer", equalTo("/parameters/0"));
  }

  @Test
  void queuesNothing() {
    String newest = LAKE.as(Role.ADMIN).get("/api/v1/queries?limit=1").path("items[0].queryId");

    refused(Role.ANALYST, "SELECT").statusCode(400);
    refused(Role.ANALYST, "SELECT * FROM nothing").statusCode(400);
    refused(Role.ANALYST, "DROP TABLE orders").statusCode(403);

    LAKE.as(Role.ADMIN)
        .get("/api/v1/queries?limit=1")
        .then()
        .body("items[0].queryId", allOf(equalTo(newest)));
  }
}
