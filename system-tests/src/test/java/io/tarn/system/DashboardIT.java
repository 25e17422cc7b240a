package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dashboards: their documents and what they show. */
@ExtendWith(SharedLake.class)
class DashboardIT {
  private static final String DASHBOARD = "/api/v1/dashboards/sales";
  private static final String DOCUMENT =
      """
      {"id":"sales","title":"Sales","description":"By city.","database":"dashboards",
       "parameters":[{"name":"city","type":"varchar","default":"Bern","options":{"values":["Bern","Chur"]}}],
       "tiles":[
         {"id":"total","title":"Total","sql":"SELECT sum(amount) AS total FROM sales WHERE city = :city",
          "chart":{"type":"number"},"place":{"x":0,"y":0,"width":3,"height":2}},
         {"id":"bars","title":"Bars","sql":"SELECT city, sum(amount) AS amount FROM sales GROUP BY city ORDER BY city",
          "chart":{"type":"vega-lite","spec":{"mark":"bar","encoding":{
            "x":{"field":"city","type":"nominal"},"y":{"field":"amount","type":"quantitative"}}}},
          "place":{"x":3,"y":0,"width":6,"height":4}},
         {"id":"broken","title":"Broken","sql":"SELECT nothing FROM sales",
          "chart":{"type":"table"},"place":{"x":9,"y":0,"width":3,"height":2}}]}
      """;

  private final Person editor;
  private final Person viewer;

  DashboardIT(Lake lake) {
    this.editor = new Person(lake, "editor");
    this.viewer = new Person(lake, "viewer");
  }

  @BeforeEach
  void put() {
    editor.load(
        "dashboards",
        "sales",
        "sales.csv",
        "city,amount\nBern,5\nChur,7\nBern,2\n",
        "mode=overwrite");
    Response answer = put(editor);
    assertThat(answer.statusCode()).as(answer.asString()).isIn(200, 201);
  }

  private static Response put(Person somebody) {
    return somebody.request().contentType("application/json").body(DOCUMENT).put(DASHBOARD);
  }

  @Test
  void theDocumentIsGivenBackAsItWasPut() {
    Response read = viewer.get(DASHBOARD);
    assertThat(read.jsonPath().getMap("")).isEqualTo(JsonPath.from(DOCUMENT).getMap(""));
    viewer
        .request()
        .header("If-None-Match", read.header("ETag"))
        .get(DASHBOARD)
        .then()
        .statusCode(304);
  }

  @Test
  void dashboardsAreListed() {
    JsonPath list = viewer.read("/api/v1/dashboards");
    assertThat(list.getString("items.find { it.id == 'sales' }.title")).isEqualTo("Sales");
  }

  @Test
  void aViewerCannotChangeOne() {
    assertThat(put(viewer).statusCode()).isEqualTo(403);
  }

  @Test
  void allTilesComeInOneAnswerAndAFailedOneDoesNotFailTheOthers() {
    JsonPath data = viewer.read(DASHBOARD + "/data?city=Chur");
    assertThat(data.<String>getList("tiles.id")).containsExactly("total", "bars", "broken");
    assertThat(data.getInt("tiles[0].rows[0][0]")).isEqualTo(7);
    assertThat(data.getList("tiles[1].rows").toString()).isEqualTo("[[Bern, 7], [Chur, 7]]");
    assertThat(data.getString("tiles[1].vegaLite.'$schema'"))
        .matches("https://vega.github.io/schema/vega-lite/v\\d.*\\.json");
    assertThat(data.getString("tiles[1].snapshots.'dashboards.sales'")).matches("\\d+");
    assertThat(data.getString("tiles[2].error.code")).isEqualTo("COLUMN_NOT_FOUND");
    assertThat(data.getString("asOf")).endsWith("Z");
  }

  @Test
  void aTileIsUnchangedUntilItsTableChanges() {
    String tile = DASHBOARD + "/tiles/total";
    String tag = viewer.get(tile).header("ETag");
    assertThat(tag).startsWith("\"");
    assertThat(unlessTagged(tile, tag).statusCode()).isEqualTo(304);
    editor.load("dashboards", "sales", "more.csv", "city,amount\nBern,1\n");
    Response after = unlessTagged(tile, tag);
    assertThat(after.statusCode()).isEqualTo(200);
    assertThat(after.jsonPath().getInt("rows[0][0]")).isEqualTo(8);
  }

  private Response unlessTagged(String path, String tag) {
    return viewer.request().header("If-None-Match", tag).get(path);
  }

  @Test
  void aTileComesAsCsv() {
    Response csv = viewer.request().header("Accept", "text/csv").get(DASHBOARD + "/tiles/bars");
    assertThat(csv.contentType()).startsWith("text/csv");
    assertThat(csv.asString().lines()).containsExactly("city,amount", "Bern,7", "Chur,7");
  }

  @Test
  void anUnknownParameterIsNamed() {
    Response answer = viewer.get(DASHBOARD + "/data?town=Chur");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().getString("detail")).contains("town");
  }

  @Test
  void whatIsWrongWithADocumentIsToldByPointers() {
    Response answer =
        editor
            .request()
            .contentType("application/json")
            .body(DOCUMENT.replace("\"width\":6", "\"width\":60").replace(":city", ":town"))
            .put(DASHBOARD);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.jsonPath().<String>getList("errors.pointer"))
        .contains("/tiles/0/sql")
        .anyMatch(pointer -> pointer.startsWith("/tiles/1/place"));
  }
}
