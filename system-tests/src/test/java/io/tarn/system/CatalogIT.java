package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What there is in the lake, as people browse it. */
@ExtendWith(SharedLake.class)
class CatalogIT {
  private static final String TABLE = "/api/v1/databases/browsing/tables/cities";

  private final Person editor;
  private final Person viewer;

  CatalogIT(Lake lake) {
    this.editor = new Person(lake, "editor");
    this.viewer = new Person(lake, "viewer");
  }

  @BeforeEach
  void load() {
    editor.load(
        "browsing",
        "cities",
        "cities.csv",
        "Name,Ort.Code,founded\nBern,3000,1191-01-01\nChur,7000,\n",
        "mode=overwrite");
  }

  @Test
  void databasesAreListedWithTheirTables() {
    JsonPath databases = viewer.read("/api/v1/databases?limit=1000");
    assertThat(databases.getInt("items.find { it.name == 'browsing' }.tables")).isEqualTo(1);
    JsonPath tables = viewer.read("/api/v1/databases/browsing/tables");
    assertThat(tables.<String>getList("items.name")).containsExactly("cities");
    assertThat(tables.getInt("items[0].rows")).isEqualTo(2);
    assertThat(tables.getString("items[0].format")).isEqualTo("iceberg");
    assertThat(tables.getString("items[0].origin")).isEqualTo("load");
  }

  @Test
  void aTableTellsItsColumnsAndTheirNamesInTheFile() {
    JsonPath table = viewer.read(TABLE);
    assertThat(table.<String>getList("columns.name"))
        .containsExactly("name", "ort_code", "founded");
    assertThat(table.<String>getList("columns.type")).containsExactly("varchar", "bigint", "date");
    assertThat(table.<String>getList("columns.originalName"))
        .containsExactly("Name", "Ort.Code", null);
    assertThat(table.getString("location")).startsWith("s3://curated/");
    assertThat(table.getInt("files")).isEqualTo(1);
    assertThat(table.getLong("bytes")).isPositive();
  }

  @Test
  void namesAreFoundInAnyCase() {
    assertThat(viewer.read("/api/v1/databases/Browsing/tables/CITIES").getString("name"))
        .isEqualTo("cities");
  }

  @Test
  void thePreviewShowsRowsToAViewer() {
    JsonPath preview = viewer.read(TABLE + "/preview?limit=1");
    assertThat(preview.<String>getList("columns.name"))
        .containsExactly("name", "ort_code", "founded");
    assertThat(preview.getList("rows")).hasSize(1);
  }

  @Test
  void statisticsTellBoundsAndNulls() {
    JsonPath statistics = viewer.read(TABLE + "/statistics");
    assertThat(statistics.getInt("columns.find { it.name == 'ort_code' }.min")).isEqualTo(3000);
    assertThat(statistics.getInt("columns.find { it.name == 'ort_code' }.max")).isEqualTo(7000);
    assertThat(statistics.getInt("columns.find { it.name == 'founded' }.nulls")).isEqualTo(1);
    assertThat(statistics.getString("columns.find { it.name == 'founded' }.min"))
        .isEqualTo("1191-01-01");
  }

  @Test
  void commentsCanBeChangedAndATableDropped() {
    editor.load("browsing", "passing", "a.csv", "a\n1\n");
    String passing = "/api/v1/databases/browsing/tables/passing";
    editor
        .request()
        .contentType("application/json")
        .body("{\"comment\":\"soon gone\"}")
        .patch(passing)
        .then()
        .statusCode(200);
    assertThat(viewer.read(passing).getString("comment")).isEqualTo("soon gone");
    viewer.request().delete(passing).then().statusCode(403);
    editor.request().delete(passing + "?purge=true").then().statusCode(204);
    viewer.get(passing).then().statusCode(404);
  }
}
