package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample pack in a lake: its dashboard says what its files say. */
@ExtendWith(SharedLake.class)
class DemoIT {
  private static final String DASHBOARD = "/api/v1/dashboards/oulad";
  private static final Set<String> TILES =
      Set.of(
          "registrations",
          "students",
          "pass_rate",
          "results_by_module",
          "clicks_by_week",
          "scores",
          "withdrawals",
          "deprivation",
          "age_education",
          "activity_types",
          "presentations");

  private static Oulad files;

  private final Lake lake;
  private final Person viewer;

  DemoIT(Lake lake) {
    this.lake = lake;
    this.viewer = new Person(lake, "viewer");
  }

  @BeforeAll
  static void readFiles() throws IOException {
    files = Oulad.read(Oulad.folder());
  }

  @BeforeEach
  void loadPack() {
    lake.demo();
  }

  @Test
  void theCommandSaysWhatItLoadsAndWhereTheDashboardIs() {
    assertThat(lake.demo().out())
        .containsPattern("studentInfo.csv.gz .* 32,593 rows")
        .containsPattern("studentVle.csv.gz .* 402,947 rows")
        .contains("11 tiles of the dashboard oulad have data")
        .contains("Dashboard: " + lake.url() + "/dashboards/oulad");
  }

  @Test
  void registrationsAndStudentsAreThoseOfThePublication() {
    JsonPath data = viewer.read(DASHBOARD + "/data");
    assertThat(data.getLong("tiles.find { it.id == 'registrations' }.rows[0][0]"))
        .isEqualTo(32_593);
    assertThat(data.getLong("tiles.find { it.id == 'students' }.rows[0][0]")).isEqualTo(28_785);
  }

  @ParameterizedTest
  @CsvSource({"All,All", "EEE,All", "All,2013J", "CCC,2014B", "AAA,2013B"})
  void everyTileSaysWhatTheFilesSay(String module, String presentation) {
    JsonPath data =
        viewer
            .request()
            .queryParam("module", module)
            .queryParam("presentation", presentation)
            .get(DASHBOARD + "/data")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertThat(shown(data)).isEqualTo(expected(files, module, presentation));
  }

  @Test
  void theModulesToChooseFromAreThoseOfTheCourses() {
    JsonPath data = viewer.read(DASHBOARD + "/data");
    assertThat(data.<String>getList("parameters.find { it.name == 'module' }.options"))
        .containsExactly("All", "AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG");
  }

  @Test
  void aReplacedFileChangesTheNumbersThatDependOnItAndNoOthers(@TempDir Path temp)
      throws IOException {
    Oulad.copy(temp);
    Path changed = temp.resolve("studentInfo.csv.gz");
    changeStudents(changed);
    Map<String, String> before = tags();

    Person editor = new Person(lake, "editor");
    try {
      editor.load("oulad", "studentinfo", changed, "mode=overwrite");
      Oulad changedFiles = Oulad.read(temp);
      Map<String, List<List<String>>> expected = expected(changedFiles, Oulad.ALL, Oulad.ALL);
      assertThat(shown(viewer.read(DASHBOARD + "/data"))).isEqualTo(expected);

      Set<String> untouched = Set.of("withdrawals", "activity_types");
      Map<String, List<List<String>>> formerly = expected(files, Oulad.ALL, Oulad.ALL);
      for (String tile : TILES) {
        assertThat(expected.get(tile).equals(formerly.get(tile)))
            .as(tile)
            .isEqualTo(untouched.contains(tile));
        assertThat(again(tile, before.get(tile)).statusCode())
            .as(tile)
            .isEqualTo(untouched.contains(tile) ? 304 : 200);
      }
    } finally {
      editor.load(
          "oulad", "studentinfo", Oulad.folder().resolve("studentInfo.csv.gz"), "mode=overwrite");
    }
    assertThat(shown(viewer.read(DASHBOARD + "/data")))
        .isEqualTo(expected(files, Oulad.ALL, Oulad.ALL));
  }

  /** Every seventh registration is gone, and nobody withdraws from module EEE any more. */
  private static void changeStudents(Path file) throws IOException {
    List<String> lines;
    try (var reader = PlainCsv.reader(file)) {
      lines = reader.lines().toList();
    }
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (i % 7 != 6) {
          writer.write(
              line.startsWith("\"EEE\"") ? line.replace("\"Withdrawn\"", "\"Fail\"") : line);
          writer.newLine();
        }
      }
    }
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    for (String tile : TILES) {
      Response first = viewer.get(DASHBOARD + "/tiles/" + tile);
      assertThat(first.statusCode()).as(first.asString()).isEqualTo(200);
      tags.put(tile, first.header("ETag"));
      assertThat(again(tile, first.header("ETag")).statusCode()).as(tile).isEqualTo(304);
    }
    return tags;
  }

  private Response again(String tile, String tag) {
    return viewer.request().header("If-None-Match", tag).get(DASHBOARD + "/tiles/" + tile);
  }

  private static Map<String, List<List<String>>> shown(JsonPath data) {
    Map<String, List<List<String>>> shown = new TreeMap<>();
    for (String tile : data.<String>getList("tiles.id")) {
      String path = "tiles.find { it.id == '%s' }".formatted(tile);
      assertThat(data.<Object>get(path + ".error")).as(tile).isNull();
      shown.put(tile, Person.texts(data.getList(path + ".rows")));
    }
    return shown;
  }

  private static Map<String, List<List<String>>> expected(
      Oulad pack, String module, String presentation) {
    Map<String, List<List<String>>> expected = new TreeMap<>();
    for (String tile : TILES) {
      expected.put(tile, Person.texts(pack.tile(tile, module, presentation)));
    }
    return expected;
  }
}
