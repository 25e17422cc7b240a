package io.tarn.query.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.restassured.response.Response;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.query.QueryLake;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static String results(String query) {
    return "/api/v1/queries/" + query + "/results";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          boolean         | true             | true
          tinyint         | -128             | CAST(-128 AS tinyint)
          bigint          | 9007199254740991 | 9007199254740991
          bigint          | "9007199254740992"  | 9007199254740992
          bigint          | "-9223372036854775808" | CAST('-9223372036854775808' AS bigint)
          real            | 0.1              | CAST(0.1 AS real)
          double          | 1.5              | 1.5e0
          double          | "NaN"            | nan()
          double          | "-Infinity"      | -infinity()
          decimal(12,2)   | "1.50"           | CAST(1.5 AS decimal(12,2))
          decimal(38,0)   | "12345678901234567890123456789012345678" | DECIMAL '12345678901234567890123456789012345678'
          varchar         | "a\\"한"          | CAST('a"한' AS varchar)
          char(3)         | "a  "            | CAST('a' AS char(3))
          date            | "2026-01-31"     | DATE '2026-01-31'
          time(3)         | "09:00:00.500"   | TIME '09:00:00.500'
          timestamp(3)    | "2026-01-01T09:00:00.000" | TIMESTAMP '2026-01-01 09:00:00.000'
          timestamp(6)    | "2026-01-01T09:00:00.000001" | TIMESTAMP '2026-01-01 09:00:00.000001'
          timestamp(3) with time zone | "2026-01-01T09:00:00.000Z" | TIMESTAMP '2026-01-01 09:00:00.000 UTC'
          timestamp(3) with time zone | "2026-01-01T09:00:00.000+09:00[Asia/Seoul]" | TIMESTAMP '2026-01-01 09:00:00.000 Asia/Seoul'
          varbinary       | "AP8="           | X'00ff'
          uuid            | "0190a5b2-0000-7000-8000-00000000abcd" | UUID '0190a5b2-0000-7000-8000-00000000abcd'
          array(integer)  | [1,null]         | ARRAY[1, NULL]
          row(a integer, b varchar(1)) | [1,"x"] | CAST(ROW(1, 'x') AS row(a integer, b varchar(1)))
          map(integer, varchar(1)) | {"1":"x"} | MAP(ARRAY[1], ARRAY['x'])
          map(integer, varchar(1)) | {"1":"x","2":null} | MAP(ARRAY[1, 2], ARRAY['x', NULL])
          unknown         | null             | NULL
          """)
  void valuesAreAsTheApiSays(String type, String json, String expression) {
    LAKE.as(Role.ANALYST)
        .get(results(LAKE.run("SELECT " + expression + " AS v")))
        .then()
        .statusCode(200)
        .body("columns.name", contains("v"))
        .body("columns.type", contains(type));
    String body =
        LAKE.as(Role.ANALYST)
            .get(results(LAKE.run("SELECT " + expression + " AS v")))
            .body()
            .asString();
    assertThat(body).contains("\"rows\":[[" + json + "]]");
  }

  @Test
  void pagesFollowEachOther() {
    String id = LAKE.run("SELECT id FROM orders ORDER BY id");
    List<Object> seen = new ArrayList<>();
    String token = null;
    int pages = 0;
    do {
      Response page =
          LAKE.as(Role.ANALYST)
              .get(results(id) + "?limit=100" + (token == null ? "" : "&pageToken=" + token));
      page.then().statusCode(200);
      page.<List<List<Object>>>path("rows").forEach(row -> seen.add(row.getFirst()));
      token = page.path("nextPageToken");
      pages++;
    } while (token != null);

    assertThat(pages).isEqualTo(3);
    assertThat(seen).hasSize(250).startsWith(1, 2, 3).endsWith(249, 250).doesNotHaveDuplicates();
  }

  @Test
  void thePageThatHoldsTheLastRowHasNoToken() {
    LAKE.as(Role.ANALYST)
        .get(results(LAKE.run("SELECT id FROM orders")) + "?limit=250")
        .then()
        .body("rows", hasSize(250))
        .body("$", not(hasKey("nextPageToken")));
  }

  @Test
  void refusesForeignTokensAndLimits() {
    String id = LAKE.run("SELECT 1");

    for (String query : List.of("limit=0", "limit=1001", "limit=x", "pageToken=abc", "page=1")) {
      LAKE.as(Role.ANALYST)
          .get(results(id) + "?" + query)
          .then()
          .statusCode(400)
          .contentType("application/problem+json");
    }
  }

  @Test
  void namesMayRepeatAndAnswersMayBeEmpty() {
    LAKE.as(Role.ANALYST)
        .get(results(LAKE.run("SELECT id, id, 1 FROM orders WHERE id < 0")))
        .then()
        .statusCode(200)
        .body("columns.name", contains("id", "id", "_col2"))
        .body("rows", hasSize(0));
  }

  @Test
  void metadataStatementsHaveAnswersToo() {
    assertThat(LAKE.rows("SHOW TABLES FROM shop LIKE 'ord%'"))
        .isEqualTo(List.of(List.of("orders")));
    assertThat(LAKE.rows("DESCRIBE orders").getFirst().subList(0, 2))
        .isEqualTo(List.of("id", "bigint"));
  }

  @Test
  void jsonComesWithoutAccept() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(LAKE.address().resolve(results(LAKE.run("SELECT 1"))))
            .header(
                "Authorization",
                LAKE.servers().tokens().bearer("query-service", "analyst", Role.ANALYST))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
      assertThat(answer.body()).contains("\"rows\":[[1]]");
    }
  }

  @Test
  void csvIsTheWholeAnswer() {
    String id =
        LAKE.run(
            "SELECT * FROM (VALUES (1, 'a,\"b\"', CAST(1.5 AS decimal(5,2)), ARRAY[1,2]),"
                + " (2, '', NULL, NULL), (3, NULL, NULL, NULL)) AS t(id, \"한글\", price, list)"
                + " ORDER BY id");

    Response csv = LAKE.as(Role.ANALYST).accept("text/csv").get(results(id));

    csv.then()
        .statusCode(200)
        .contentType(containsString("text/csv"))
        .header("Content-Disposition", containsString(id + ".csv"));
    assertThat(csv.body().asString())
        .isEqualTo(
            "id,한글,price,list\r\n"
                + "1,\"a,\"\"b\"\"\",1.50,\"[1,2]\"\r\n"
                + "2,\"\",,\r\n"
                + "3,,,\r\n");
  }

  @Test
  void csvHasMoreRowsThanAPage() {
    String id = LAKE.run("SELECT a.id FROM numbers a ORDER BY 1");

    assertThat(LAKE.as(Role.ANALYST).accept("text/csv").get(results(id)).asString().lines())
        .hasSize(10_001)
        .endsWith("9999");
  }

  @Test
  void parquetHasTheAnswersNames(@TempDir Path folder) throws Exception {
    String id =
        LAKE.run("SELECT id, item AS \"품목\", price, id FROM orders WHERE id <= 3 ORDER BY 1");

    Response answer =
        LAKE.as(Role.ANALYST).accept("application/vnd.apache.parquet").get(results(id));

    answer
        .then()
        .statusCode(200)
        .contentType("application/vnd.apache.parquet")
        .header("Content-Disposition", containsString(id + ".parquet"));
    Path file = Files.write(folder.resolve("result.parquet"), answer.body().asByteArray());
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM read_parquet('" + file + "')")) {
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        names.add(rows.getMetaData().getColumnName(i));
      }
      assertThat(names).containsExactly("id", "품목", "price", "id_2");
      assertThat(rows.next()).isTrue();
      assertThat(
              Arrays.asList(rows.getLong(1), rows.getString(2), rows.getBigDecimal(3).toString()))
          .containsExactly(1L, "item 1", "1.25");
    }
  }

  @Test
  void arrowIsAStreamOfItsFormat() {
    byte[] stream =
        LAKE.as(Role.ANALYST)
            .accept("application/vnd.apache.arrow.stream")
            .get(results(LAKE.run("SELECT id, item, price FROM orders")))
            .then()
            .statusCode(200)
            .contentType("application/vnd.apache.arrow.stream")
            .extract()
            .asByteArray();

    assertThat(stream).startsWith(-1, -1, -1, -1).endsWith(-1, -1, -1, -1, 0, 0, 0, 0);
    assertThat(new String(stream, StandardCharsets.ISO_8859_1)).contains("item 250");
  }

  @Test
  void refusesWhatItCannotWrite() {
    LAKE.as(Role.ANALYST)
        .accept("application/xml")
        .get(results(LAKE.run("SELECT 1")))
        .then()
        .statusCode(406)
        .contentType("application/problem+json")
        .body("code", equalTo("NOT_ACCEPTABLE"));
  }

  @Test
  void aViewerSeesNoResults() {
    LAKE.as(Role.VIEWER).get(results(LAKE.run("SELECT 1"))).then().statusCode(403);
  }

  @Test
  void aViewerSeesTheFirstRowsOfATable() {
    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/shop/tables/orders/preview?limit=7")
        .then()
        .statusCode(200)
        .body("columns.name", contains("id", "item", "price"))
        .body("columns.type", contains("bigint", "varchar", "decimal(12,2)"))
        .body("rows", hasSize(7))
        .body("$", not(hasKey("nextPageToken")));
    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/Shop/tables/ORDERS/preview")
        .then()
        .statusCode(200)
        .body("rows", hasSize(100));
    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/shop/tables/ordres/preview")
        .then()
        .statusCode(404)
        .body("code", equalTo("TABLE_NOT_FOUND"));
    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/nowhere/tables/orders/preview")
        .then()
        .statusCode(404);
    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/shop/tables/orders/preview?limit=5000")
        .then()
        .statusCode(400);
  }

  @Test
  void aPreviewShowsTheNewestSnapshot() {
    TableName table = new TableName("shop", "previewed");
    LAKE.tables().append(table, "SELECT 1 AS id", "id bigint");
    LAKE.tables().append(table, "SELECT 2 AS id", "id bigint");

    LAKE.as(Role.VIEWER)
        .get("/api/v1/databases/shop/tables/previewed/preview")
        .then()
        .body("rows", hasSize(2));
  }
}
