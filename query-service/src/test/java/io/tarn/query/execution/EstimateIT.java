package io.tarn.query.execution;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;

import io.restassured.response.Response;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.query.QueryLake;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EstimateIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static Response estimate(Role role, String sql) {
    return LAKE.as(role)
        .contentType("application/json")
        .body(Map.of("sql", sql, "database", "shop"))
        .post("/api/v1/queries/estimate");
  }

  @Test
  void tellsFilesBytesAndPriceWithoutRunning() {
    TableName table = new TableName("shop", "estimated");
    LAKE.tables().append(table, "SELECT 1 AS id", "id bigint");
    String snapshot = LAKE.tables().append(table, "SELECT 2 AS id", "id bigint");
    String newest = LAKE.as(Role.ADMIN).get("/api/v1/queries?limit=1").path("items[0].queryId");

    estimate(Role.ANALYST, "SELECT * FROM estimated a JOIN estimated b ON a.id = b.id")
        .then()
        .statusCode(200)
        .body("tables", hasSize(1))
        .body("tables.database", contains("shop"))
        .body("tables.table", contains("estimated"))
        .body("tables.snapshotId", contains(snapshot))
        .body("files", equalTo(2))
        .body("bytes", greaterThan(0))
        .body("billedBytes", equalTo(10_000_000))
        .body("price", equalTo("0.00005000"));
    LAKE.as(Role.ADMIN)
        .get("/api/v1/queries?limit=1")
        .then()
        .body("items[0].queryId", equalTo(newest));
  }

  @Test
  void refusesWhatAQueryWouldRefuse() {
    estimate(Role.ANALYST, "SELECT")
        .then()
        .statusCode(400)
        .body("code", equalTo("SYNTAX_ERROR"))
        .body("errors[0].line", equalTo(1));
    estimate(Role.ANALYST, "DROP TABLE orders").then().statusCode(403);
    estimate(Role.VIEWER, "SELECT 1").then().statusCode(403);
  }
}
