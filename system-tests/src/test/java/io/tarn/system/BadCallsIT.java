package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should ask: each time the right problem document, and nothing half-made. */
@ExtendWith(SharedLake.class)
class BadCallsIT {
  private static final String DATABASE = "bad_calls";
  private static final byte[] FILE = "a,b\n1,x\n2,y\n".getBytes(StandardCharsets.UTF_8);

  private final Lake lake;
  private final Person viewer;
  private final Person analyst;
  private final Person editor;
  private final Person admin;

  BadCallsIT(Lake lake) {
    this.lake = lake;
    this.viewer = new Person(lake, "viewer");
    this.analyst = new Person(lake, "analyst");
    this.editor = new Person(lake, "editor");
    this.admin = new Person(lake, "admin");
  }

  /** Sees that the answer is a whole problem document with this code. */
  private JsonPath problem(Response answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    JsonPath problem = answer.jsonPath();
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("title")).isNotBlank();
    assertThat(problem.getString("detail")).isNotBlank().doesNotContain("Exception", "io.tarn");
    assertThat(problem.getString("requestId")).isEqualTo(answer.header("X-Request-Id"));
    lake.anonymous()
        .header("Accept", "text/html")
        .get(problem.getString("type"))
        .then()
        .statusCode(200);
    return problem;
  }

  private void assertNoTable(String table) {
    assertThat(admin.get("/api/v1/databases/" + DATABASE + "/tables/" + table).statusCode())
        .isEqualTo(404);
  }

  @Test
  void anUnknownTable() {
    JsonPath problem =
        problem(analyst.ask("default", "SELECT *\nFROM nowhere.nothing"), 400, "SCHEMA_NOT_FOUND");
    assertThat(problem.getInt("errors[0].line")).isEqualTo(2);
    assertThat(problem.getInt("errors[0].column")).isEqualTo(6);
    editor.load(DATABASE, "known", "a.csv", FILE, "mode=overwrite");
    problem(analyst.ask(DATABASE, "SELECT * FROM unknown"), 400, "TABLE_NOT_FOUND");
    problem(viewer.get("/api/v1/databases/bad_calls/tables/unknown"), 404, "TABLE_NOT_FOUND");
    problem(viewer.get("/api/v1/databases/nowhere/tables"), 404, "DATABASE_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1|1|1",
        "SELECT a FROM|1|14",
        "SELECT 1,, 2|1|10",
        "SELECT 'open|1|8",
        "SELECT 1; SELECT 2|1|9"
      })
  void malformedSql(String sql, int line, int column) {
    JsonPath problem = problem(analyst.ask("default", sql), 400, "SYNTAX_ERROR");
    assertThat(problem.getInt("errors[0].line")).isEqualTo(line);
    assertThat(problem.getInt("errors[0].column")).isEqualTo(column);
  }

  @Test
  void aViewersDrop() {
    editor.load(DATABASE, "kept", "a.csv", FILE, "mode=overwrite");
    problem(viewer.ask(DATABASE, "DROP TABLE kept"), 403, "FORBIDDEN");
    problem(viewer.ask(DATABASE, "SELECT * FROM kept"), 403, "FORBIDDEN");
    problem(viewer.request().delete("/api/v1/databases/bad_calls/tables/kept"), 403, "FORBIDDEN");
    assertThat(analyst.rows(DATABASE, "SELECT count(*) FROM kept")).hasToString("[[2]]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY known TO '/tmp/stolen.csv'",
        "COPY known FROM '/etc/passwd'",
        "ATTACH '/tmp/other.db'",
        "INSTALL httpfs",
        "PRAGMA database_list",
        "SET memory_limit = '1TB'"
      })
  void anyonesCopy(String sql) {
    for (Person somebody : new Person[] {analyst, editor, admin}) {
      Response answer = somebody.ask("default", sql);
      assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
      assertThat(answer.jsonPath().getString("code")).isIn("SYNTAX_ERROR", "NOT_SUPPORTED");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM \"/etc/passwd\"",
        "SELECT * FROM '/etc/passwd'",
        "SELECT getenv('PATH')",
        "SELECT * FROM duckdb_settings()"
      })
  void nobodyReadsFilesOrTheEngine(String sql) {
    Response answer = admin.ask("default", sql);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
  }

  @Test
  void anEmptyFile() {
    problem(editor.send(DATABASE, "empty", "empty.csv", new byte[0]), 400, "BODY_EMPTY");
    assertNoTable("empty");
  }

  @Test
  void aFileThatIsNoCsv() {
    byte[] noise = new byte[20_000];
    new Random(11).nextBytes(noise);
    JsonPath load = editor.ended(Person.accepted(editor.send(DATABASE, "noise", "a.csv", noise)));
    assertThat(load.getString("state")).isEqualTo("REJECTED");
    assertThat(load.getString("error.code"))
        .isIn("ENCODING_INVALID", "FILE_MALFORMED", "FILE_FORMAT_UNKNOWN", "HEADER_INVALID");
    assertThat(load.getString("error.detail")).isNotBlank();
    assertNoTable("noise");
  }

  @Test
  void aBadRowRejectsItsFileWithItsPlace() {
    editor.load(DATABASE, "strict", "good.csv", "a,b\n1,x\n2,y\n", "mode=overwrite");
    byte[] bad = "a,b\n3,x\nfour,y\n5,z\n".getBytes(StandardCharsets.UTF_8);
    JsonPath load = editor.ended(Person.accepted(editor.send(DATABASE, "strict", "bad.csv", bad)));
    assertThat(load.getString("state")).isEqualTo("REJECTED");
    assertThat(load.getString("error.code")).isEqualTo("VALUE_INVALID");
    assertThat(load.getString("error.errors[0].file")).isEqualTo("bad.csv");
    assertThat(load.getInt("error.errors[0].line")).isEqualTo(3);
    assertThat(load.getString("error.errors[0].field")).isEqualTo("a");
    assertThat(analyst.rows(DATABASE, "SELECT sum(a) FROM strict")).hasToString("[[3]]");
  }

  @Test
  void aGzipFileThatIsCutOff() {
    byte[] cut = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 75, 84};
    JsonPath load = editor.ended(Person.accepted(editor.send(DATABASE, "cut", "a.csv.gz", cut)));
    assertThat(load.getString("state")).isEqualTo("REJECTED");
    assertThat(load.getString("error.code")).isEqualTo("FILE_MALFORMED");
    assertNoTable("cut");
  }

  @Test
  void noKeyAndAWrongKey() {
    problem(lake.anonymous().get("/api/v1/databases"), 401, "UNAUTHENTICATED");
    for (String wrong : new String[] {"nonsense", "tarn_0000", lake.key("viewer") + "x"}) {
      problem(
          lake.anonymous().header("Authorization", "Bearer " + wrong).get("/api/v1/databases"),
          401,
          "UNAUTHENTICATED");
    }
    problem(
        lake.anonymous()
            .contentType("text/csv")
            .body("a\n1\n")
            .post("/api/v1/databases/bad_calls/tables/anonymous/files"),
        401,
        "UNAUTHENTICATED");
    assertNoTable("anonymous");
  }

  @Test
  void aViewerWhoUploads() {
    problem(viewer.send(DATABASE, "forbidden", "a.csv", FILE), 403, "FORBIDDEN");
    problem(analyst.send(DATABASE, "forbidden", "a.csv", FILE), 403, "FORBIDDEN");
    assertThat(admin.read("/api/v1/loads?table=forbidden").getList("items")).isEmpty();
    assertNoTable("forbidden");
  }

  @Test
  void anotherMethodAnotherBodyAnotherName() {
    problem(viewer.request().put("/api/v1/databases"), 405, "METHOD_NOT_ALLOWED");
    problem(
        analyst.request().contentType("application/json").body("{nonsense").post("/api/v1/queries"),
        400,
        "INVALID_JSON");
    problem(
        analyst
            .request()
            .contentType("application/json")
            .body(Map.of("sql", "SELECT 1", "databas", "typo"))
            .post("/api/v1/queries"),
        400,
        "INVALID_JSON");
    problem(editor.send(DATABASE, "no-such-name", "a.csv", FILE), 400, "INVALID_NAME");
    problem(editor.send(DATABASE, "fine", "a.csv", FILE, "mode=upsert"), 400, "INVALID_ARGUMENT");
    problem(viewer.get("/api/v1/loads?limit=100000"), 400, "INVALID_ARGUMENT");
    assertNoTable("fine");
  }
}
