package io.tarn.gateway.dashboard;

import static io.restassured.RestAssured.given;
import static io.tarn.gateway.Keys.as;
import static io.tarn.gateway.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.tarn.gateway.GatewayTest;
import io.tarn.gateway.Service;
import io.tarn.gateway.Upstreams;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@GatewayTest
class DashboardIT {
  String editor;
  String viewer;
  String id;

  @BeforeEach
  void keys() {
    editor = key(Role.EDITOR);
    viewer = key(Role.VIEWER);
    id = "d-" + Ids.next();
  }

  static String tile(String id, int y, String sql, String chart) {
    return """
        {"id":"%s","title":"%s","sql":"%s","chart":%s,"place":{"x":0,"y":%d,"width":12,"height":1}}
        """
        .formatted(id, id, sql, chart, y);
  }

  static String document(String parameters, String... tiles) {
    return "{\"title\":\"A dashboard\",\"database\":\"oulad\",\"parameters\":[%s],\"tiles\":[%s]}"
        .formatted(parameters, String.join(",", tiles));
  }

  ValidatableResponse put(String document) {
    return as(editor)
        .contentType(ContentType.JSON)
        .body(document)
        .put("/api/v1/dashboards/" + id)
        .then();
  }

  static final String TABLE = "{\"type\":\"table\"}";
  static final String BAR = "{\"type\":\"vega-lite\",\"spec\":{\"mark\":\"bar\"}}";

  @Nested
  class Definitions {
    @Test
    void areKeptAsTheyWereWritten() {
      String document = document("", tile("a", 0, "SELECT 1", TABLE));
      String etag =
          put(document).statusCode(201).header("ETag", notNullValue()).extract().header("ETag");
      JsonPath read =
          as(viewer)
              .get("/api/v1/dashboards/" + id)
              .then()
              .statusCode(200)
              .header("ETag", equalTo(etag))
              .extract()
              .jsonPath();
      assertThat(read.getMap("")).isEqualTo(new JsonPath(document).getMap(""));
      as(viewer)
          .header("If-None-Match", etag)
          .get("/api/v1/dashboards/" + id)
          .then()
          .statusCode(304);
      as(viewer)
          .get("/api/v1/dashboards?limit=1000")
          .then()
          .statusCode(200)
          .body("items.id", hasItem(id));
    }

    @Test
    void areChangedOnlyFromTheVersionThatWasRead() {
      String first = put(document("", tile("a", 0, "SELECT 1", TABLE))).extract().header("ETag");
      String second =
          put(document("", tile("b", 0, "SELECT 1", TABLE)))
              .statusCode(200)
              .extract()
              .header("ETag");
      assertThat(second).isNotEqualTo(first);
      as(editor)
          .header("If-Match", first)
          .contentType(ContentType.JSON)
          .body(document("", tile("c", 0, "SELECT 1", TABLE)))
          .put("/api/v1/dashboards/" + id)
          .then()
          .statusCode(412)
          .body("code", equalTo("PRECONDITION_FAILED"));
      as(editor)
          .header("If-None-Match", "*")
          .contentType(ContentType.JSON)
          .body(document("", tile("c", 0, "SELECT 1", TABLE)))
          .put("/api/v1/dashboards/" + id)
          .then()
          .statusCode(412);
      as(editor)
          .header("If-Match", first)
          .delete("/api/v1/dashboards/" + id)
          .then()
          .statusCode(412);
      as(editor)
          .header("If-Match", second)
          .delete("/api/v1/dashboards/" + id)
          .then()
          .statusCode(204);
      as(editor)
          .delete("/api/v1/dashboards/" + id)
          .then()
          .statusCode(404)
          .body("code", equalTo("DASHBOARD_NOT_FOUND"));
    }

    @Test
    void areRefusedWithPointers() {
      put("{\"title\":\"x\",\"tiles\":[{\"id\":\"a\"}]}")
          .statusCode(400)
          .body("code", equalTo("INVALID_ARGUMENT"))
          .body("errors.pointer", hasItems("/tiles/0/title", "/tiles/0/sql", "/tiles/0/place"));
    }

    @Test
    void areWrittenByEditors() {
      as(key(Role.ANALYST))
          .contentType(ContentType.JSON)
          .body(document("", tile("a", 0, "SELECT 1", TABLE)))
          .put("/api/v1/dashboards/" + id)
          .then()
          .statusCode(403);
    }
  }

  @Nested
  class Data {
    @Test
    void runsUnderTheViewersNameWithTheRightToRunStoredSql() {
      put(document(
              "{\"name\":\"m\",\"type\":\"varchar\",\"default\":\"x'; DROP TABLE t; --\"},{\"name\":\"n\",\"type\":\"bigint\",\"default\":5}",
              tile("a", 0, "SELECT * FROM t WHERE a = :m AND b > :n OR c = ':m'", TABLE)))
          .statusCode(201);
      List<List<String>> rows =
          as(viewer)
              .header("X-Request-Id", "view-1")
              .get("/api/v1/dashboards/" + id + "/data")
              .then()
              .statusCode(200)
              .body("asOf", equalTo("2026-11-01T12:00:00Z"))
              .body("tiles[0].snapshots", hasEntry("d.t", "9007199254740993"))
              .body("tiles[0].vegaLite", nullValue())
              .body("tiles[0].truncated", nullValue())
              .body("parameters[1].value", equalTo(5))
              .body("parameters[1].default", equalTo(5))
              .extract()
              .path("tiles[0].rows");
      List<String> values = rows.stream().map(List::getFirst).toList();
      assertThat(values.get(0)).isEqualTo("SELECT * FROM t WHERE a = ?  AND b > ?  OR c = ':m'");
      assertThat(values.get(1)).isEqualTo("x'; DROP TABLE t; --");
      assertThat(values.get(2)).isEqualTo("5");
      assertThat(values.get(3)).startsWith("viewer-");
      assertThat(values.get(4)).contains("analyst").doesNotContain("editor");
      assertThat(values.get(5)).isEqualTo("oulad");
      assertThat(values.get(6)).isEqualTo("view-1");
    }

    @Test
    void takesParametersFromTheAddress() {
      put(document(
              "{\"name\":\"m\",\"type\":\"varchar\",\"default\":\"A\",\"options\":{\"sql\":\"SELECT options\"}},{\"name\":\"since\",\"type\":\"date\",\"default\":\"2026-01-01\"}",
              tile("a", 0, "SELECT :since, :m", TABLE)))
          .statusCode(201);
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data?m=B&since=2026-02-03")
          .then()
          .statusCode(200)
          .body("parameters[0].value", equalTo("B"))
          .body("parameters[0].options", equalTo(List.of("A", "B")))
          .body("parameters[1].value", equalTo("2026-02-03"))
          .body("tiles[0].rows[0][0]", equalTo("SELECT CAST(? AS date), ? "))
          .body("tiles[0].rows[1][0]", equalTo("2026-02-03"))
          .body("tiles[0].rows[2][0]", equalTo("B"));
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data?since=yesterday")
          .then()
          .statusCode(400)
          .body("code", equalTo("INVALID_ARGUMENT"))
          .body("detail", containsString("since: 'yesterday'"));
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data?x=1")
          .then()
          .statusCode(400)
          .body("detail", containsString("'x'"));
    }

    @Test
    void beginsWithTheFirstOptionWhereThereIsNoDefault() {
      put(document(
              "{\"name\":\"m\",\"type\":\"varchar\",\"options\":{\"sql\":\"SELECT options\"}}",
              tile("a", 0, "SELECT :m", TABLE)))
          .statusCode(201);
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data")
          .then()
          .statusCode(200)
          .body("parameters[0].value", equalTo("A"));
    }

    @Test
    void ofAFailedTileDoesNotFailTheOthers() {
      put(document(
              "",
              tile("good", 0, "SELECT values", BAR),
              tile("bad", 1, "SELECT * FROM missing", BAR),
              tile("late", 2, "SELECT slow", TABLE)))
          .statusCode(201);
      String before =
          given().get(URI.create(Upstreams.url(Service.QUERY) + "/_cancelled")).asString();
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data")
          .then()
          .statusCode(200)
          .body("tiles[0].error", nullValue())
          .body("tiles[0].vegaLite.data.values[0].price", equalTo(12.30f))
          .body("tiles[0].rows[0][1]", equalTo("12.30"))
          .body("tiles[1].error.code", equalTo("TABLE_NOT_FOUND"))
          .body("tiles[1].error.detail", containsString("no table missing"))
          .body("tiles[1].rows", nullValue())
          .body("tiles[2].error.code", equalTo("EXCEEDED_TIME_LIMIT"));
      assertThat(given().get(URI.create(Upstreams.url(Service.QUERY) + "/_cancelled")).asString())
          .isNotEqualTo(before);
    }

    @Test
    void saysWhenThereIsMore() {
      put(document("", tile("a", 0, "SELECT many", TABLE))).statusCode(201);
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data")
          .then()
          .statusCode(200)
          .body("tiles[0].rows.size()", equalTo(5000))
          .body("tiles[0].rows[4999][0]", equalTo(4999))
          .body("tiles[0].truncated", equalTo(true));
    }

    @Test
    void ofAnUnknownDashboardIsNotThere() {
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/data")
          .then()
          .statusCode(404)
          .body("code", equalTo("DASHBOARD_NOT_FOUND"));
    }
  }

  @Nested
  class Tiles {
    @Test
    void haveATagThatStandsWithTheirRows() {
      put(document("", tile("a", 0, "SELECT values", BAR))).statusCode(201);
      String path = "/api/v1/dashboards/" + id + "/tiles/a";
      String etag =
          as(viewer)
              .get(path)
              .then()
              .statusCode(200)
              .body("id", equalTo("a"))
              .body("columns[1].type", equalTo("decimal(12,2)"))
              .extract()
              .header("ETag");
      assertThat(etag).matches("\"[0-9a-f]{32}\"");
      as(viewer).header("If-None-Match", etag).get(path).then().statusCode(304);
      as(viewer).header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
    }

    @Test
    void comeAsCsv() {
      put(document("", tile("a", 0, "SELECT values", BAR))).statusCode(201);
      String csv =
          as(viewer)
              .accept("text/csv")
              .get("/api/v1/dashboards/" + id + "/tiles/a")
              .then()
              .statusCode(200)
              .contentType("text/csv")
              .extract()
              .asString();
      assertThat(csv)
          .isEqualTo(
              "big,price,ratio,day,at,text,none\r\n"
                  + "9007199254740993,12.30,NaN,2026-01-31,2026-01-31T09:00:00.000+09:00[Asia/Seoul],"
                  + "\"a \"\"b\"\", c\",\r\n");
    }

    @Test
    void sayWhyTheyHaveNoRows() {
      put(document("", tile("a", 0, "SELECT * FROM missing", TABLE))).statusCode(201);
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/tiles/a")
          .then()
          .statusCode(404)
          .body("code", equalTo("TABLE_NOT_FOUND"));
      as(viewer)
          .get("/api/v1/dashboards/" + id + "/tiles/b")
          .then()
          .statusCode(404)
          .body("code", equalTo("TILE_NOT_FOUND"));
    }
  }
}
