package io.tarn.catalog.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.tarn.catalog.Lake;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
import io.tarn.testkit.TestServersResource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(
    value = TestServersResource.class,
    initArgs = @ResourceArg(name = "service", value = "catalog-service"))
class IcebergWireIT {
  private static final String ROOT = "/iceberg/v1";
  private static final String TABLES = ROOT + "/namespaces/school/tables";
  private static final String SCHEMA =
      """
      {"type":"struct","fields":[{"id":1,"name":"id","type":"long","required":false}]}""";

  TestServers servers;

  @BeforeEach
  void makeDatabase() {
    post(Role.EDITOR, ROOT + "/namespaces", "{\"namespace\":[\"school\"]}").then().statusCode(200);
  }

  @AfterEach
  void removeAll() {
    List<List<String>> namespaces =
        Lake.as(Role.VIEWER).get(ROOT + "/namespaces").path("namespaces");
    for (List<String> namespace : namespaces) {
      String path = ROOT + "/namespaces/" + namespace.getFirst();
      List<String> tables = Lake.as(Role.VIEWER).get(path + "/tables").path("identifiers.name");
      tables.forEach(
          table -> Lake.as(Role.EDITOR).delete(path + "/tables/" + table).then().statusCode(204));
      Lake.as(Role.ADMIN).delete(path).then().statusCode(204);
    }
  }

  private static RequestSpecification json(Role role) {
    return Lake.as(role).contentType("application/json");
  }

  private static Response post(Role role, String path, String body) {
    return json(role).body(body).post(path);
  }

  private static Response create(String name) {
    return post(Role.EDITOR, TABLES, "{\"name\":\"%s\",\"schema\":%s}".formatted(name, SCHEMA));
  }

  @Test
  void tellsClientsWhatItDoes() {
    Lake.as(Role.VIEWER)
        .get(ROOT + "/config?warehouse=s3://curated/")
        .then()
        .statusCode(200)
        .body("overrides", equalTo(java.util.Map.of()))
        .body("defaults.'s3.endpoint'", equalTo(servers.store().endpoint().toString()))
        .body("defaults", not(hasKey("s3.secret-access-key")))
        .body("endpoints", hasItem("POST /v1/{prefix}/namespaces/{namespace}/tables/{table}"))
        .body("endpoints", not(hasItem("POST /v1/{prefix}/transactions/commit")));
  }

  @Test
  void refusesAnotherWarehouse() {
    Lake.as(Role.VIEWER)
        .get(ROOT + "/config?warehouse=s3://elsewhere")
        .then()
        .statusCode(404)
        .body("error.type", equalTo("NoSuchWarehouseException"))
        .body("error.message", containsString("use s3://curated/"));
  }

  @Test
  void answersInIcebergsEnvelopeWithoutAToken() {
    RestAssured.get(ROOT + "/namespaces")
        .then()
        .statusCode(401)
        .contentType("application/json")
        .header("WWW-Authenticate", "Bearer")
        .body("error.code", equalTo(401))
        .body("error.type", equalTo("NotAuthorizedException"));
  }

  @Test
  void answersInIcebergsEnvelopeWhereThereIsNothing() {
    Lake.as(Role.VIEWER)
        .get(ROOT + "/nothing/here")
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error.type", equalTo("NotFoundException"));
  }

  @Test
  void letsAViewerReadOnly() {
    create("courses").then().statusCode(200);

    Lake.as(Role.VIEWER).get(TABLES + "/courses").then().statusCode(200);
    Lake.as(Role.VIEWER)
        .delete(TABLES + "/courses")
        .then()
        .statusCode(403)
        .body("error.type", equalTo("ForbiddenException"));
  }

  @Test
  void letsOnlyAnAdminDropADatabase() {
    Lake.as(Role.EDITOR).delete(ROOT + "/namespaces/school").then().statusCode(403);
  }

  @Test
  void foldsNamesToLowerCase() {
    post(
            Role.EDITOR,
            ROOT + "/namespaces/SCHOOL/tables",
            "{\"name\":\"StudentInfo\",\"schema\":%s}".formatted(SCHEMA))
        .then()
        .statusCode(200)
        .body("metadata.location", matchesPattern("s3://curated/school/studentinfo-[0-9a-f]{8}"));

    Lake.as(Role.VIEWER)
        .get(TABLES)
        .then()
        .body("identifiers.name", contains("studentinfo"))
        .body("identifiers[0].namespace", contains("school"));
    Lake.as(Role.VIEWER).head(TABLES + "/STUDENTINFO").then().statusCode(204);
  }

  @Test
  void refusesNamesThatATableCannotHave() {
    create("student-info")
        .then()
        .statusCode(400)
        .body("error.type", equalTo("BadRequestException"))
        .body("error.message", containsString("'student-info' is no name for a table"));
  }

  @Test
  void refusesNestedNamespaces() {
    post(Role.EDITOR, ROOT + "/namespaces", "{\"namespace\":[\"a\",\"b\"]}")
        .then()
        .statusCode(400)
        .body("error.message", containsString("one level"));
    Lake.as(Role.VIEWER)
        .get(ROOT + "/namespaces/a%1Fb")
        .then()
        .statusCode(404)
        .body("error.type", equalTo("NoSuchNamespaceException"));
  }

  @Test
  void refusesColumnsThatDifferOnlyInCase() {
    post(
            Role.EDITOR,
            TABLES,
            """
            {"name":"t","schema":{"type":"struct","fields":[
              {"id":1,"name":"Id","type":"long","required":false},
              {"id":2,"name":"ID","type":"long","required":false}]}}""")
        .then()
        .statusCode(400)
        .body("error.message", containsString("'ID'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc",
        "s3://elsewhere/t",
        "s3://curated/../raw/t",
        "s3://curatedx/t",
        "/tmp/t"
      })
  void refusesPlacesOutsideOfTheLake(String location) {
    post(
            Role.EDITOR,
            TABLES,
            "{\"name\":\"t\",\"location\":\"%s\",\"schema\":%s}".formatted(location, SCHEMA))
        .then()
        .statusCode(400)
        .body("error.message", containsString("give a location in s3://curated"));
    post(
            Role.EDITOR,
            TABLES,
            "{\"name\":\"t\",\"properties\":{\"write.metadata.path\":\"%s\"},\"schema\":%s}"
                .formatted(location, SCHEMA))
        .then()
        .statusCode(400);
    post(
            Role.EDITOR,
            ROOT + "/namespaces/school/register",
            "{\"name\":\"t\",\"metadata-location\":\"%s\"}".formatted(location))
        .then()
        .statusCode(400);
  }

  @Test
  void givesNewTablesTheLakesDefaults() {
    create("courses")
        .then()
        .body("metadata.format-version", equalTo(2))
        .body("metadata.properties.'write.parquet.compression-codec'", equalTo("zstd"))
        .body("metadata.properties.'write.metadata.delete-after-commit.enabled'", equalTo("true"));
  }

  @Test
  void placesARecreatedTableElsewhere() {
    String first = create("courses").path("metadata.location");
    Lake.as(Role.EDITOR).delete(TABLES + "/courses").then().statusCode(204);

    create("courses").then().body("metadata.location", not(equalTo(first)));
  }

  @Test
  void answersNotModifiedWhileTheMetadataFileStands() {
    String tag = create("courses").header("ETag");
    String loaded = Lake.as(Role.VIEWER).get(TABLES + "/courses").header("ETag");
    assertThat(loaded).isEqualTo(tag);

    Lake.as(Role.VIEWER)
        .header("If-None-Match", tag)
        .get(TABLES + "/courses")
        .then()
        .statusCode(304)
        .header("ETag", tag)
        .body(equalTo(""));
    Lake.as(Role.VIEWER)
        .header("If-None-Match", "\"other\", W/" + tag)
        .get(TABLES + "/courses")
        .then()
        .statusCode(304);
  }

  @Test
  void answersAnewAfterACommit() {
    String tag = create("courses").header("ETag");
    String next =
        post(
                Role.EDITOR,
                TABLES + "/courses",
                """
                {"requirements":[],"updates":[{"action":"set-properties","updates":{"a":"b"}}]}""")
            .header("ETag");
    assertThat(next).isNotEqualTo(tag);

    Lake.as(Role.VIEWER)
        .header("If-None-Match", tag)
        .get(TABLES + "/courses")
        .then()
        .statusCode(200)
        .header("ETag", next)
        .body("metadata.properties.a", equalTo("b"));
  }

  @Test
  void tagsTheTwoRepresentationsApart() {
    String tag = create("courses").header("ETag");

    Lake.as(Role.VIEWER)
        .header("If-None-Match", tag)
        .get(TABLES + "/courses?snapshots=refs")
        .then()
        .statusCode(200)
        .header("ETag", not(equalTo(tag)));
    Lake.as(Role.VIEWER).get(TABLES + "/courses?snapshots=none").then().statusCode(400);
  }

  @Test
  void cutsListsIntoPages() {
    List.of("a", "b", "c").forEach(name -> create(name).then().statusCode(200));

    String next =
        Lake.as(Role.VIEWER)
            .get(TABLES + "?pageSize=2&pageToken=")
            .then()
            .body("identifiers.name", contains("a", "b"))
            .extract()
            .path("next-page-token");
    Lake.as(Role.VIEWER)
        .get(TABLES + "?pageSize=2&pageToken=" + next)
        .then()
        .body("identifiers.name", contains("c"))
        .body("next-page-token", nullValue());
    Lake.as(Role.VIEWER)
        .get(TABLES + "?pageToken=")
        .then()
        .body("identifiers.name", contains("a", "b", "c"));
    Lake.as(Role.VIEWER).get(TABLES + "?pageSize=0").then().statusCode(400);
    Lake.as(Role.VIEWER).get(TABLES + "?pageToken=x").then().statusCode(400);
  }

  @Test
  void saysWhatIsMalformed() {
    post(Role.EDITOR, TABLES, "{\"name\":")
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("error.type", equalTo("BadRequestException"))
        .body("error.message", containsString("Malformed request"));
    post(Role.EDITOR, TABLES, "{\"name\":\"t\"}").then().statusCode(400);
    post(Role.EDITOR, TABLES, "null").then().statusCode(400);
    json(Role.EDITOR).post(TABLES).then().statusCode(400);
  }

  @Test
  void refusesABodyBeyondItsLimit() {
    String body = "{\"namespace\":[\"x\"],\"properties\":{\"a\":\"" + "x".repeat(9 << 20) + "\"}}";

    post(Role.EDITOR, ROOT + "/namespaces", body)
        .then()
        .statusCode(413)
        .body("error.code", equalTo(413));
  }

  @Test
  void readsAndWritesGzip() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(
          "{\"name\":\"courses\",\"schema\":%s}"
              .formatted(SCHEMA)
              .getBytes(StandardCharsets.UTF_8));
    }

    json(Role.EDITOR)
        .header("Content-Encoding", "gzip")
        .body(zipped.toByteArray())
        .post(TABLES)
        .then()
        .statusCode(200);
    Lake.as(Role.VIEWER)
        .header("Accept-Encoding", "gzip")
        .get(TABLES + "/courses")
        .then()
        .statusCode(200)
        .header("Content-Encoding", "gzip");
  }

  @Test
  void stagesATableWithoutMakingIt() {
    post(
            Role.EDITOR,
            TABLES,
            "{\"name\":\"staged\",\"stage-create\":true,\"schema\":%s}".formatted(SCHEMA))
        .then()
        .statusCode(200)
        .body("metadata-location", nullValue())
        .body("metadata.properties.'write.parquet.compression-codec'", equalTo("zstd"));

    Lake.as(Role.VIEWER).head(TABLES + "/staged").then().statusCode(404);
  }

  @Test
  void takesMetricsReports() {
    create("courses").then().statusCode(200);
    String report =
        """
        {"report-type":"scan-report","table-name":"school.courses","snapshot-id":1,
         "filter":true,"schema-id":0,"projected-field-ids":[1],"projected-field-names":["id"],
         "metrics":{}}""";

    post(Role.VIEWER, TABLES + "/courses/metrics", report).then().statusCode(204);
    post(Role.VIEWER, TABLES + "/nothing/metrics", report).then().statusCode(404);
  }

  @Test
  void refusesCommitsToSeveralTables() {
    post(Role.EDITOR, ROOT + "/transactions/commit", "{\"table-changes\":[]}")
        .then()
        .statusCode(406)
        .body("error.type", equalTo("UnsupportedOperationException"));
  }

  @Test
  void refusesToDropADatabaseWithTables() {
    create("courses").then().statusCode(200);

    Lake.as(Role.ADMIN)
        .delete(ROOT + "/namespaces/school")
        .then()
        .statusCode(409)
        .body("error.type", equalTo("NamespaceNotEmptyException"));
  }

  @Test
  void refusesATableInADatabaseThatIsNotThere() {
    post(
            Role.EDITOR,
            ROOT + "/namespaces/nowhere/tables",
            "{\"name\":\"t\",\"schema\":%s}".formatted(SCHEMA))
        .then()
        .statusCode(404)
        .body("error.type", equalTo("NoSuchNamespaceException"));
  }

  @Test
  void hasNoNamespacesBelowADatabase() {
    Lake.as(Role.VIEWER)
        .get(ROOT + "/namespaces?parent=school")
        .then()
        .statusCode(200)
        .body("namespaces", empty());
  }
}
