package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Files in: how they become rows. */
@ExtendWith(SharedLake.class)
class LoadIT {
  private static final String DATABASE = "loads";
  private static final String CSV = "id,city,founded,area\n1,서울,1394-01-01,605.2\n2,Bern,,51.6\n";
  private static final List<List<String>> ROWS =
      List.of(List.of("1", "서울", "1394-01-01", "605.2"), List.of("2", "Bern", "NULL", "51.6"));

  private final Person editor;

  LoadIT(Lake lake) {
    this.editor = new Person(lake, "editor");
  }

  private List<List<String>> rows(String table) {
    return editor.rows(DATABASE, "SELECT * FROM " + table + " ORDER BY 1");
  }

  @Test
  void csvBecomesTypedRows() throws Exception {
    JsonPath load = editor.load(DATABASE, "plain", "cities.csv", CSV);

    assertThat(rows("plain")).isEqualTo(ROWS);
    assertThat(load.getLong("rowsRead")).isEqualTo(2);
    assertThat(load.getLong("rowsLoaded")).isEqualTo(2);
    assertThat(load.getDouble("progress")).isEqualTo(1);
    assertThat(load.getString("source.name")).isEqualTo("cities.csv");
    assertThat(load.getString("source.uri")).startsWith("s3://raw/uploads/" + load.get("id"));
    assertThat(load.getLong("source.bytes")).isEqualTo(CSV.getBytes(StandardCharsets.UTF_8).length);
    assertThat(load.getString("source.sha256")).isEqualTo(HexFormat.of().formatHex(sha256(CSV)));
    JsonPath table = editor.read("/api/v1/databases/loads/tables/plain");
    assertThat(table.getString("snapshotId")).isEqualTo(load.getString("snapshotId"));
  }

  @Test
  void gzipIsKnownByNameAndByContentEncoding() throws IOException {
    editor.load(DATABASE, "by_name", "cities.csv.gz", gzip(CSV));
    assertThat(rows("by_name")).isEqualTo(ROWS);

    Response sent =
        editor
            .request()
            .contentType("application/octet-stream")
            .header("Content-Encoding", "gzip")
            .queryParam("name", "cities.csv")
            .body(gzip(CSV))
            .post("/api/v1/databases/loads/tables/by_encoding/files");
    editor.loaded(Person.accepted(sent));
    assertThat(rows("by_encoding")).isEqualTo(ROWS);
  }

  @Test
  void parquetKeepsItsTypes(@TempDir Path temp) throws Exception {
    Path file = temp.resolve("orders.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          """
          COPY (SELECT i AS id, CAST(i / 4 AS DECIMAL(12, 2)) AS price, i %% 2 = 0 AS even,
                       TIMESTAMP '2026-01-01 00:00:00' + INTERVAL (i) HOUR AS at, [i, i + 1] AS pair
                FROM range(5000) t(i))
          TO '%s' (FORMAT parquet)
          """
              .formatted(file));
    }
    JsonPath load = editor.load(DATABASE, "orders", file);

    assertThat(load.getLong("rowsLoaded")).isEqualTo(5000);
    assertThat(
            editor.rows(
                DATABASE,
                "SELECT count(*), sum(id), sum(price), count_if(even), max(at), sum(cardinality(pair)) FROM orders"))
        .containsExactly(
            List.of(
                "5000", "12497500", "3124375.00", "2500", "2026-07-28T07:00:00.000000", "10000"));
    assertThat(types("orders"))
        .isEqualTo(
            Map.of(
                "id",
                "bigint",
                "price",
                "decimal(12,2)",
                "even",
                "boolean",
                "at",
                "timestamp(6)",
                "pair",
                "array(bigint)"));
  }

  private Map<String, String> types(String table) {
    JsonPath found = editor.read("/api/v1/databases/loads/tables/" + table);
    List<String> names = found.getList("columns.name");
    List<String> types = found.getList("columns.type");
    Map<String, String> result = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      result.put(names.get(i), types.get(i));
    }
    return result;
  }

  @Test
  void appendingAddsAndOverwritingReplaces() {
    editor.load(DATABASE, "grows", "a.csv", "id\n1\n2\n");
    editor.load(DATABASE, "grows", "b.csv", "id\n3\n");
    assertThat(rows("grows")).containsExactly(List.of("1"), List.of("2"), List.of("3"));
    JsonPath load = editor.load(DATABASE, "grows", "c.csv", "id\n7\n", "mode=overwrite");
    assertThat(rows("grows")).containsExactly(List.of("7"));

    JsonPath history = editor.read("/api/v1/databases/loads/tables/grows/snapshots");
    assertThat(history.getList("items.rows")).containsExactly(1, 3, 2);
    assertThat(history.getList("items.operation")).containsExactly("overwrite", "append", "append");
    assertThat(history.getList("items.current")).containsExactly(true, false, false);
    assertThat(history.getString("items[0].snapshotId")).isEqualTo(load.getString("snapshotId"));
    assertThat(history.getList("items[0].loads")).containsExactly(load.getString("id"));
  }

  @Test
  void textThatLooksLikeNumbersStaysText() {
    editor.load(
        DATABASE,
        "texts",
        "texts.csv",
        "code,band,age,flag,moment\n00042,10-20,55<=,true,2026-01-02T03:04:05\n7,20-30,0-35,false,\n");
    assertThat(types("texts"))
        .isEqualTo(
            Map.of(
                "code",
                "varchar",
                "band",
                "varchar",
                "age",
                "varchar",
                "flag",
                "boolean",
                "moment",
                "timestamp(6)"));
  }

  @Test
  void aWrongDigestIsRefusedAndARightOneKept() throws Exception {
    Response wrong = withDigest("digest", sha256("something else"));
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.jsonPath().getString("code")).isEqualTo("DIGEST_MISMATCH");
    editor.loaded(Person.accepted(withDigest("digest", sha256(CSV))));
    assertThat(rows("digest")).isEqualTo(ROWS);
  }

  private Response withDigest(String table, byte[] sha256) {
    return editor
        .request()
        .contentType("text/csv; charset=UTF-8")
        .header("Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(sha256) + ":")
        .body(CSV)
        .post("/api/v1/databases/loads/tables/%s/files".formatted(table));
  }

  @Test
  void theSameIdempotencyKeyLoadsOnce() {
    String first = Person.accepted(withKey("key-1", CSV));
    String second = Person.accepted(withKey("key-1", CSV));
    assertThat(second).isEqualTo(first);
    assertThat(withKey("key-1", CSV + "3,Roma,,1285\n").jsonPath().getString("code"))
        .isEqualTo("IDEMPOTENCY_CONFLICT");
    editor.loaded(first);
    assertThat(rows("once")).isEqualTo(ROWS);
  }

  private Response withKey(String key, String text) {
    return editor
        .request()
        .contentType("text/csv; charset=UTF-8")
        .header("Idempotency-Key", key)
        .body(text)
        .post("/api/v1/databases/loads/tables/once/files");
  }

  @Test
  void loadsAreListedNewestFirstAndByTableAndState() {
    String first = editor.load(DATABASE, "listed", "1.csv", "a\n1\n").getString("id");
    String second = editor.load(DATABASE, "listed", "2.csv", "a\n2\n").getString("id");
    String of = "/api/v1/loads?database=loads&table=listed";
    assertThat(editor.read(of).<String>getList("items.id")).containsExactly(second, first);
    assertThat(editor.read(of + "&state=REJECTED").getList("items")).isEmpty();

    JsonPath page = editor.read(of + "&limit=1");
    assertThat(page.<String>getList("items.id")).containsExactly(second);
    JsonPath next = editor.read(of + "&limit=1&pageToken=" + page.getString("nextPageToken"));
    assertThat(next.<String>getList("items.id")).containsExactly(first);
    assertThat(next.getMap("")).doesNotContainKey("nextPageToken");
  }

  @Test
  void theEventsOfALoadEndWithItsEnd() {
    String id =
        Person.accepted(
            editor.send(DATABASE, "followed", "a.csv", "a\n1\n".getBytes(StandardCharsets.UTF_8)));
    String stream =
        editor
            .request()
            .header("Accept", "text/event-stream")
            .get("/api/v1/loads/" + id + "/events")
            .then()
            .statusCode(200)
            .extract()
            .asString();
    List<String> states =
        stream
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> JsonPath.from(line.substring(5)).getString("state"))
            .toList();
    assertThat(states).endsWith("LOADED").doesNotContain("REJECTED", "FAILED");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] sha256(String text) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
  }
}
