package io.tarn.catalog.browse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.tarn.catalog.Lake;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
import io.tarn.testkit.TestServersResource;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = TestServersResource.class,
    initArgs = @ResourceArg(name = "service", value = "catalog-service"))
class BrowseIT {
  private static final Namespace OULAD = Namespace.of("oulad");
  private static final String TABLES = "/api/v1/databases/oulad/tables";

  TestServers servers;

  @TestHTTPResource("/")
  URI address;

  private RESTCatalog catalog;

  @BeforeEach
  void makeDatabase() {
    catalog = Lake.client(servers, address, Role.ADMIN);
    catalog.createNamespace(OULAD, new HashMap<>(Map.of("comment", "Open University")));
  }

  @AfterEach
  void removeAll() throws IOException {
    for (Namespace namespace : catalog.listNamespaces()) {
      catalog.listViews(namespace).forEach(catalog::dropView);
      catalog.listTables(namespace).forEach(table -> catalog.dropTable(table, false));
      catalog.dropNamespace(namespace);
    }
    catalog.close();
  }

  private Table create(String name, Schema schema) {
    return catalog.createTable(TableIdentifier.of(OULAD, name), schema);
  }

  @Test
  void listsDatabasesByNameInPages() {
    catalog.createNamespace(Namespace.of("alpha"));
    create("courses", Lake.SCHEMA);

    String next =
        Lake.as(Role.VIEWER)
            .get("/api/v1/databases?limit=1")
            .then()
            .statusCode(200)
            .body("items.name", contains("alpha"))
            .extract()
            .path("nextPageToken");
    Lake.as(Role.VIEWER)
        .get("/api/v1/databases?limit=1&pageToken=" + next)
        .then()
        .body("items.name", contains("oulad"))
        .body("items[0].comment", equalTo("Open University"))
        .body("items[0].tables", equalTo(1))
        .body("items[0].location", equalTo("s3://curated/oulad"))
        .body("$", not(hasKey("nextPageToken")));
  }

  @Test
  void describesATable() {
    Schema schema =
        new Schema(
            Types.NestedField.required(1, "code_module", Types.StringType.get(), "the module"),
            Types.NestedField.optional(2, "학번", Types.DecimalType.of(12, 2)),
            Types.NestedField.optional(3, "day", Types.DateType.get()));
    Table table =
        catalog
            .buildTable(TableIdentifier.of(OULAD, "Courses"), schema)
            .withPartitionSpec(
                PartitionSpec.builderFor(schema).month("day").bucket("code_module", 8).build())
            .withProperty("comment", "All courses")
            .withProperty("tarn.column.1.original-name", "codeModule")
            .create();

    Lake.as(Role.VIEWER)
        .get("/api/v1/databases/OULAD/tables/Courses")
        .then()
        .statusCode(200)
        .body("database", equalTo("oulad"))
        .body("name", equalTo("courses"))
        .body("type", equalTo("table"))
        .body("format", equalTo("iceberg"))
        .body("formatVersion", equalTo(2))
        .body("comment", equalTo("All courses"))
        .body("origin", equalTo("iceberg"))
        .body("location", equalTo(table.location()))
        .body("rows", equalTo(0))
        .body("files", equalTo(0))
        .body("snapshotId", nullValue())
        .body("partitioning", contains("month(day)", "bucket(code_module, 8)"))
        .body("columns.name", contains("code_module", "학번", "day"))
        .body("columns.type", contains("varchar", "decimal(12,2)", "date"))
        .body("columns.nullable", contains(false, true, true))
        .body("columns[0].comment", equalTo("the module"))
        .body("columns[0].originalName", equalTo("codeModule"))
        .body("columns[1]", not(hasKey("originalName")))
        .body("createdAt", matchesPattern("\\d{4}-\\d\\d-\\d\\dT.*Z"));
  }

  @Test
  void countsRowsAndTellsHistory() {
    Table table = create("courses", Lake.SCHEMA);
    UUID load = Ids.next();
    Lake.append(table, 22, load).commit();
    Lake.append(table, 8).commit();
    String newest = Long.toString(table.currentSnapshot().snapshotId());

    Lake.as(Role.VIEWER)
        .get(TABLES)
        .then()
        .statusCode(200)
        .body("items", hasSize(1))
        .body("items[0].rows", equalTo(30))
        .body("items[0].bytes", equalTo(300))
        .body("items[0].files", equalTo(2))
        .body("items[0].snapshotId", equalTo(newest));
    String next =
        Lake.as(Role.VIEWER)
            .get(TABLES + "/courses/snapshots?limit=1")
            .then()
            .statusCode(200)
            .body("items[0].snapshotId", equalTo(newest))
            .body("items[0].current", equalTo(true))
            .body("items[0].operation", equalTo("append"))
            .body("items[0].rows", equalTo(30))
            .body("items[0].addedRows", equalTo(8))
            .body("items[0].loads", empty())
            .extract()
            .path("nextPageToken");
    Lake.as(Role.VIEWER)
        .get(TABLES + "/courses/snapshots?limit=1&pageToken=" + next)
        .then()
        .body("items[0].current", equalTo(false))
        .body("items[0].addedRows", equalTo(22))
        .body("items[0].origin", equalTo("load"))
        .body("items[0].loads", contains(load.toString()))
        .body("$", not(hasKey("nextPageToken")));
  }

  @Test
  void tellsLeastAndGreatestValues() {
    Schema schema =
        new Schema(
            Types.NestedField.optional(1, "id", Types.LongType.get()),
            Types.NestedField.optional(2, "price", Types.DecimalType.of(9, 2)),
            Types.NestedField.optional(3, "at", Types.TimestampType.withZone()),
            Types.NestedField.optional(4, "name", Types.StringType.get()),
            Types.NestedField.optional(5, "empty", Types.DateType.get()),
            Types.NestedField.optional(6, "unknown", Types.DoubleType.get()));
    Table table = create("courses", schema);
    append(
        table,
        bounds(schema, 3L, new BigDecimal("1.50"), 0L, "an"),
        bounds(schema, 9L, new BigDecimal("7.25"), 1L, "bob"));
    append(
        table,
        bounds(schema, -1L, new BigDecimal("2.00"), 5L, "ann"),
        bounds(schema, 1L << 60, new BigDecimal("2.00"), 1_000_001L, "a name of more than 16"));

    Lake.as(Role.VIEWER)
        .get(TABLES + "/courses/statistics")
        .then()
        .statusCode(200)
        .body("snapshotId", equalTo(Long.toString(table.currentSnapshot().snapshotId())))
        .body("rows", equalTo(20))
        .body("columns.name", contains("id", "price", "at", "name", "empty", "unknown"))
        .body("columns[0].min", equalTo(-1))
        .body("columns[0].max", equalTo("1152921504606846976"))
        .body("columns[0].nulls", equalTo(4))
        .body("columns[0].approximate", equalTo(false))
        .body("columns[1].min", equalTo("1.50"))
        .body("columns[1].max", equalTo("7.25"))
        .body("columns[2].min", equalTo("1970-01-01T00:00:00.000000Z"))
        .body("columns[2].max", equalTo("1970-01-01T00:00:01.000001Z"))
        .body("columns[3].min", equalTo("an"))
        .body("columns[3].approximate", equalTo(true))
        .body("columns[4]", not(hasKey("min")))
        .body("columns[4].nulls", equalTo(20))
        .body("columns[5]", not(hasKey("min")))
        .body("columns[5]", not(hasKey("nulls")));
  }

  private static Map<Integer, ByteBuffer> bounds(Schema schema, Object... values) {
    Map<Integer, ByteBuffer> bounds = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      Type type = schema.columns().get(i).type();
      bounds.put(i + 1, Conversions.toByteBuffer(type, values[i]));
    }
    return bounds;
  }

  private static void append(
      Table table, Map<Integer, ByteBuffer> lower, Map<Integer, ByteBuffer> upper) {
    Map<Integer, Long> counts = Map.of(1, 10L, 2, 10L, 3, 10L, 4, 10L, 5, 10L);
    Map<Integer, Long> nulls = Map.of(1, 2L, 2, 0L, 3, 0L, 4, 0L, 5, 10L);
    table
        .newAppend()
        .appendFile(
            DataFiles.builder(table.spec())
                .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
                .withFileSizeInBytes(100)
                .withMetrics(new Metrics(10L, null, counts, nulls, null, lower, upper))
                .build())
        .commit();
  }

  @Test
  void listsAndDescribesViews() {
    catalog
        .buildView(TableIdentifier.of(OULAD, "names"))
        .withSchema(Lake.SCHEMA)
        .withDefaultNamespace(OULAD)
        .withQuery("trino", "SELECT id, name FROM courses")
        .create();

    Lake.as(Role.VIEWER).get(TABLES).then().body("items.type", contains("view"));
    Lake.as(Role.VIEWER)
        .get(TABLES + "/names")
        .then()
        .statusCode(200)
        .body("type", equalTo("view"))
        .body("sql", equalTo("SELECT id, name FROM courses"))
        .body("columns.name", contains("id", "name"));
    Lake.as(Role.VIEWER).get(TABLES + "/names/snapshots").then().statusCode(404);
  }

  @Test
  void suggestsWhatWasMeant() {
    create("studentinfo", Lake.SCHEMA);

    Lake.as(Role.VIEWER)
        .get(TABLES + "/studentifno")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("code", equalTo("TABLE_NOT_FOUND"))
        .body("detail", containsString("Did you mean 'studentinfo'?"));
    Lake.as(Role.VIEWER)
        .get("/api/v1/databases/ulad/tables/x")
        .then()
        .statusCode(404)
        .body("code", equalTo("DATABASE_NOT_FOUND"))
        .body("detail", containsString("Did you mean 'oulad'?"));
    Lake.as(Role.VIEWER)
        .get("/api/v1/databases/quite_another")
        .then()
        .statusCode(404)
        .body("detail", equalTo("There is no database 'quite_another'."));
  }

  @Test
  void changesNamesAndComments() {
    Table table = create("courses", Lake.SCHEMA);

    Lake.as(Role.EDITOR)
        .contentType("application/json")
        .body(
            """
            {"name":"lessons","comment":"All of them",
             "columns":[{"name":"NAME","newName":"title","comment":"as printed"}]}""")
        .patch(TABLES + "/courses")
        .then()
        .statusCode(200)
        .body("name", equalTo("lessons"))
        .body("comment", equalTo("All of them"))
        .body("columns.name", contains("id", "title"))
        .body("columns[1].comment", equalTo("as printed"))
        .body("location", equalTo(table.location()));
    Lake.as(Role.VIEWER).get(TABLES + "/courses").then().statusCode(404);
  }

  @Test
  void refusesChangesThatCannotBe() {
    create("courses", Lake.SCHEMA);
    create("lessons", Lake.SCHEMA);

    change("{\"name\":\"lessons\"}").statusCode(409).body("code", equalTo("CONFLICT"));
    change("{\"name\":\"a-b\"}").statusCode(400).body("code", equalTo("INVALID_NAME"));
    change("{\"columns\":[{\"name\":\"none\",\"comment\":\"x\"}]}")
        .statusCode(400)
        .body("code", equalTo("COLUMN_NOT_FOUND"));
    change("{\"columns\":[{\"name\":\"id\",\"newName\":\"Name\"}]}").statusCode(409);
    change("{\"rows\":1}").statusCode(400).body("code", equalTo("INVALID_JSON"));
  }

  private static ValidatableResponse change(String body) {
    return Lake.as(Role.EDITOR)
        .contentType("application/json")
        .body(body)
        .patch(TABLES + "/courses")
        .then();
  }

  @Test
  void dropsATableWithItsFilesIfAsked() {
    Table kept = create("kept", Lake.SCHEMA);
    Table purged = create("purged", Lake.SCHEMA);

    Lake.as(Role.EDITOR).delete(TABLES + "/kept").then().statusCode(204);
    Lake.as(Role.EDITOR).delete(TABLES + "/purged?purge=true").then().statusCode(204);

    assertThat(metadataFiles(kept)).isNotEmpty();
    assertThat(metadataFiles(purged)).isEmpty();
    Lake.as(Role.EDITOR).delete(TABLES + "/purged").then().statusCode(404);
  }

  private List<String> metadataFiles(Table table) {
    Path folder =
        servers
            .store()
            .folder()
            .resolve(table.location().substring("s3://".length()))
            .resolve("metadata");
    String[] files = folder.toFile().list((dir, name) -> name.endsWith(".metadata.json"));
    return files == null ? List.of() : List.of(files);
  }

  @Test
  void dropsOnlyAnEmptyDatabaseAndOnlyForAnAdmin() {
    create("courses", Lake.SCHEMA);

    Lake.as(Role.EDITOR).delete("/api/v1/databases/oulad").then().statusCode(403);
    Lake.as(Role.ADMIN)
        .delete("/api/v1/databases/oulad")
        .then()
        .statusCode(409)
        .body("code", equalTo("CONFLICT"));
    Lake.as(Role.EDITOR).delete(TABLES + "/courses").then().statusCode(204);
    Lake.as(Role.ADMIN).delete("/api/v1/databases/oulad").then().statusCode(204);
    Lake.as(Role.ADMIN)
        .delete("/api/v1/databases/oulad")
        .then()
        .statusCode(404)
        .body("code", equalTo("DATABASE_NOT_FOUND"));
  }

  @Test
  void describesEveryPublicOperation() {
    Lake.as(Role.VIEWER)
        .get("/q/openapi?format=json")
        .then()
        .statusCode(200)
        .body("openapi", startsWith("3.1"))
        .body("paths.'/api/v1/databases/{database}/tables/{table}'.get.summary", not(nullValue()))
        .body("paths.'/api/v1/commits/events'.get.description", not(nullValue()))
        .body("paths.'/iceberg/v1/config'.get.tags", contains("Iceberg"));
  }
}
