package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** SQL: asking, following, and the shapes of answers. */
@ExtendWith(SharedLake.class)
class QueryIT {
  private static final String DATABASE = "queries";

  private final Person editor;
  private final Person analyst;

  QueryIT(Lake lake) {
    this.editor = new Person(lake, "editor");
    this.analyst = new Person(lake, "analyst");
  }

  @Test
  void aQueryTellsWhatItReadAndWhatItCost() {
    String snapshot =
        editor.load(DATABASE, "told", "a.csv", "a,b\n1,x\n2,y\n").getString("snapshotId");
    JsonPath query = analyst.run(DATABASE, "SELECT b, count(*) AS n FROM told GROUP BY b");
    assertThat(query.getString("statementType")).isEqualTo("DML");
    assertThat(query.getLong("rows")).isEqualTo(2);
    assertThat(query.<String>getList("columns.name")).containsExactly("b", "n");
    assertThat(query.<String>getList("columns.type")).containsExactly("varchar", "bigint");
    assertThat(query.getMap("snapshots")).isEqualTo(Map.of("queries.told", snapshot));
    assertThat(query.getLong("statistics.scannedBytes")).isPositive();
    assertThat(query.getLong("statistics.totalMillis")).isPositive();
  }

  @Test
  void namesMayHaveOneTwoOrThreeParts() {
    editor.load(DATABASE, "named", "a.csv", "a\n1\n", "mode=overwrite");
    for (String name :
        List.of("named", "queries.named", "tarn.queries.named", "awsdatacatalog.queries.NAMED")) {
      assertThat(analyst.rows(DATABASE, "SELECT a FROM " + name)).containsExactly(List.of("1"));
    }
  }

  @Test
  void valuesInJsonAreExact() {
    String id =
        analyst
            .run(
                "default",
                "SELECT 9007199254740993 AS large, 7 AS small, 1.5e0 AS real, nan() AS none,"
                    + " DECIMAL '1.50' AS money, DATE '2026-01-02' AS day,"
                    + " TIMESTAMP '2026-01-02 03:04:05.678' AS at,"
                    + " TIMESTAMP '2026-01-02 03:04:05.678 Asia/Seoul' AS there, X'00FF' AS bytes,"
                    + " ARRAY[1, 2] AS list, MAP(ARRAY['k'], ARRAY[1]) AS pairs,"
                    + " CAST(NULL AS varchar) AS nothing, true AS yes, '안녕' AS text")
            .getString("queryId");
    JsonPath page = analyst.read("/api/v1/queries/" + id + "/results");
    List<@Nullable Object> row = page.getList("rows[0]");
    assertThat(row)
        .containsExactly(
            "9007199254740993",
            7,
            1.5,
            "NaN",
            "1.50",
            "2026-01-02",
            "2026-01-02T03:04:05.678",
            "2026-01-02T03:04:05.678+09:00[Asia/Seoul]",
            "AP8=",
            List.of(1, 2),
            Map.of("k", 1),
            null,
            true,
            "안녕");
    assertThat(page.<String>getList("columns.type"))
        .containsExactly(
            "bigint",
            "integer",
            "double",
            "double",
            "decimal(3,2)",
            "date",
            "timestamp(3)",
            "timestamp(3) with time zone",
            "varbinary",
            "array(integer)",
            "map(varchar(1), integer)",
            "varchar",
            "boolean",
            "varchar(2)");
  }

  @Test
  void anAnswerComesInPages() {
    String id =
        analyst
            .run("default", "SELECT n FROM UNNEST(sequence(1, 25)) AS t(n) ORDER BY n")
            .getString("queryId");
    List<Integer> all = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String token = "";
    do {
      JsonPath page = analyst.read("/api/v1/queries/%s/results?limit=10%s".formatted(id, token));
      List<List<Integer>> rows = page.getList("rows");
      sizes.add(rows.size());
      rows.forEach(row -> all.add(row.get(0)));
      token = page.get("nextPageToken") == null ? "" : "&pageToken=" + page.get("nextPageToken");
    } while (!token.isEmpty());
    assertThat(sizes).containsExactly(10, 10, 5);
    assertThat(all).isSorted().hasSize(25).startsWith(1).endsWith(25);
  }

  @Test
  void anAnswerComesAsCsv() {
    String id =
        analyst
            .run(
                "default",
                "SELECT * FROM (VALUES (1, 'a,b', NULL), (2, 'say \"hi\"', 'x')) AS t(id, text, more)"
                    + " ORDER BY id")
            .getString("queryId");
    Response csv =
        analyst.request().header("Accept", "text/csv").get("/api/v1/queries/" + id + "/results");
    assertThat(csv.statusCode()).isEqualTo(200);
    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.asString().lines())
        .containsExactly("id,text,more", "1,\"a,b\",", "2,\"say \"\"hi\"\"\",x");
  }

  @Test
  void anAnswerIsJsonUnlessAskedOtherwise() {
    String id = analyst.run("default", "SELECT 7 AS n").getString("queryId");
    Response answer = analyst.get("/api/v1/queries/" + id + "/results?limit=10");
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
    assertThat(answer.contentType()).startsWith("application/json");
  }

  @Test
  void whatFailsWhileItRunsIsAFailedQueryWithItsReason() {
    editor.load(DATABASE, "zeros", "a.csv", "a\n0\n", "mode=overwrite");
    JsonPath query = analyst.ask(DATABASE, "SELECT 1 / a FROM zeros").jsonPath();
    assertThat(query.getString("state")).isEqualTo("FAILED");
    assertThat(query.getString("error.code")).isEqualTo("DIVISION_BY_ZERO");
    Response results = analyst.get("/api/v1/queries/" + query.get("queryId") + "/results");
    assertThat(results.statusCode()).isEqualTo(409);
  }

  @Test
  void aQueryIsItsOwnersAndAnAdministratorsOnly() {
    String id = analyst.run("default", "SELECT 42").getString("queryId");
    assertThat(analyst.read("/api/v1/queries").<String>getList("items.queryId")).contains(id);
    assertThat(editor.get("/api/v1/queries/" + id).statusCode()).isEqualTo(404);
  }

  @Test
  void aRunningQueryCanBeStopped() {
    Response started =
        analyst
            .request()
            .contentType("application/json")
            .body(
                Map.of(
                    "sql",
                    "SELECT count(*) FROM UNNEST(sequence(1, 9000)) AS a(x)"
                        + " CROSS JOIN UNNEST(sequence(1, 9000)) AS b(y)"
                        + " CROSS JOIN UNNEST(sequence(1, 9000)) AS c(z) WHERE x * y = z"))
            .post("/api/v1/queries");
    assertThat(started.statusCode()).as(started.asString()).isEqualTo(202);
    String id = started.jsonPath().getString("queryId");
    analyst.request().post("/api/v1/queries/" + id + "/cancel").then().statusCode(202);
    String stream =
        analyst
            .request()
            .header("Accept", "text/event-stream")
            .get("/api/v1/queries/" + id + "/events")
            .asString();
    assertThat(stream.lines().filter(line -> line.startsWith("data:")).toList().getLast())
        .contains("\"state\":\"CANCELLED\"");
  }

  @Test
  void anEstimateRunsNothing() {
    editor.load(DATABASE, "estimated", "a.csv", "a\n1\n", "mode=overwrite");
    JsonPath estimate =
        analyst
            .request()
            .contentType("application/json")
            .body(Map.of("sql", "SELECT * FROM estimated", "database", DATABASE))
            .post("/api/v1/queries/estimate")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(estimate.<String>getList("tables.table")).containsExactly("estimated");
    assertThat(estimate.getLong("bytes")).isPositive();
  }
}
