package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.ingest.Api;
import io.tarn.ingest.Lake;
import io.tarn.lake.DuckTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files all the way, and schemas that grow. */
class ParquetLoadIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static Api api;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    api = LAKE.api(LAKE.ingest(Map.of()));
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  private byte[] parquet(String select) throws Exception {
    Path file = folder.resolve("file.parquet");
    Files.deleteIfExists(file);
    LAKE.execute(
        "COPY (%s) TO %s (FORMAT parquet)".formatted(select, DuckTypes.literal(file.toString())));
    return Files.readAllBytes(file);
  }

  private static void assertLoaded(JsonNode load, long rows) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("LOADED");
    assertThat(load.path("rowsRead").asLong()).isEqualTo(rows);
    assertThat(load.path("rowsLoaded").asLong()).isEqualTo(rows);
  }

  private static JsonNode rejected(JsonNode load, String code) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("REJECTED");
    assertThat(load.path("error").path("code").asText()).as("%s", load).isEqualTo(code);
    return load.path("error");
  }

  @Test
  void loadsTypesAsTheyAreNestedOnesToo() throws Exception {
    byte[] file =
        parquet(
            """
            SELECT 1::SMALLINT AS "Small", 2::BIGINT AS big, 0.5::FLOAT AS real, 1.25::DECIMAL(6,2)
              AS price, DATE '2026-01-31' AS day, 'x' AS "이름", [1, 2] AS list,
              {'a': 1::BIGINT, 'b': 'y'} AS struct
            """);

    assertLoaded(api.file("types", file).load(), 1);

    assertThat(LAKE.columns("types"))
        .containsExactly(
            "small integer",
            "big bigint",
            "real real",
            "price decimal(6,2)",
            "day date",
            "이름 varchar",
            "list array(integer)",
            "struct row(a bigint, b varchar)");
    assertThat(LAKE.query("SELECT small, real, list[2], struct.b FROM " + LAKE.read("types")))
        .containsExactly(row(1, 0.5f, 2, "y"));
  }

  @Test
  void appendsColumnsByName() throws Exception {
    assertLoaded(api.file("order", parquet("SELECT 1 AS id, 'Ada' AS name")).load(), 1);

    assertLoaded(api.file("order", parquet("SELECT 'Lin' AS \"Name\", 2 AS \"ID\"")).load(), 1);

    assertThat(LAKE.rows("order")).containsExactly(row(1, "Ada"), row(2, "Lin"));
  }

  @Test
  void replacesRowsAndSchema() throws Exception {
    assertLoaded(api.file("replaced", parquet("SELECT 1 AS id, 'Ada' AS name")).load(), 1);

    assertLoaded(
        api.file("replaced", parquet("SELECT 'x' AS id, true AS ok"))
            .with("mode", "overwrite")
            .load(),
        1);

    assertThat(LAKE.columns("replaced")).containsExactly("id varchar", "ok boolean");
    assertThat(LAKE.rows("replaced")).containsExactly(row("x", true));
  }

  @ParameterizedTest
  @CsvSource({
    "ints, 1::INTEGER, 3000000000::BIGINT, bigint",
    "reals, 0.5::FLOAT, 0.1::DOUBLE, double",
    "decimals, '1.25::DECIMAL(4,2)', '12345.75::DECIMAL(9,2)', 'decimal(9,2)'",
    "kept, 3000000000::BIGINT, 1::INTEGER, bigint"
  })
  void widensATypeWhereEveryValueIsKept(String table, String narrow, String wide, String type)
      throws Exception {
    assertLoaded(api.file(table, parquet("SELECT " + narrow + " AS v")).load(), 1);

    assertLoaded(api.file(table, parquet("SELECT " + wide + " AS v")).load(), 1);

    assertThat(LAKE.columns(table)).containsExactly("v " + type);
    assertThat(LAKE.query("SELECT count(DISTINCT v) FROM " + LAKE.read(table)))
        .containsExactly(row(2L));
  }

  @ParameterizedTest
  @CsvSource({
    "text, 1::BIGINT, 'x', ''''",
    "digits, 1::BIGINT, 0.5::DOUBLE, ",
    "scale, '1.25::DECIMAL(4,2)', '1.125::DECIMAL(5,3)', ",
    "dates, DATE '2026-01-31', TIMESTAMP '2026-01-31 10:00:00', "
  })
  void refusesATypeThatTheTablesCannotBecome(
      String table, String present, String other, String quote) throws Exception {
    String value = quote == null ? other : quote + other + quote;
    assertLoaded(api.file(table, parquet("SELECT " + present + " AS v")).load(), 1);

    JsonNode error =
        rejected(api.file(table, parquet("SELECT " + value + " AS v")).load(), "SCHEMA_MISMATCH");

    assertThat(error.path("detail").asText()).contains("v is ");
    assertThat(LAKE.count(table)).isEqualTo(1);
  }

  @Test
  void addsNewColumnsWhichAreNullInOlderRows() {
    assertLoaded(api.file("grown", "id,name\n1,Ada\n").load(), 1);

    assertLoaded(api.file("grown", "born,ID,Name\n1906-12-09,2,Grace\n").load(), 1);

    assertThat(LAKE.columns("grown")).containsExactly("id bigint", "name varchar", "born date");
    assertThat(LAKE.rows("grown"))
        .containsExactly(
            row(1L, "Ada", null), row(2L, "Grace", java.time.LocalDate.of(1906, 12, 9)));
  }

  @Test
  void takesAFileThatLacksAColumnWhichIsNullThen() {
    assertLoaded(api.file("lacking", "id,name,born\n1,Ada,1815-12-10\n").load(), 1);

    assertLoaded(api.file("lacking", "name,id\nLin,3\n").load(), 1);

    assertThat(LAKE.rows("lacking"))
        .containsExactly(
            row(1L, "Ada", java.time.LocalDate.of(1815, 12, 10)), row(3L, "Lin", null));
  }

  @Test
  void takesOldAndNewFormsOfAFileTogetherInAnyOrder() {
    List<String> forms = List.of("id,name\n1,Ada\n", "id,name,born\n2,Grace,1906-12-09\n");
    List<String> ids =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> api.file("mixed", forms.get(i % 2)).send().body().path("id").asText())
            .toList();

    ids.forEach(id -> assertLoaded(api.settled(id), 1));

    assertThat(LAKE.query("SELECT count(*), count(born) FROM " + LAKE.read("mixed")))
        .containsExactly(row(8L, 4L));
  }

  @Test
  void refusesAFileWhoseColumnLooksRenamed() throws Exception {
    assertLoaded(api.file("renamed", "id,email\n1,a@b.c\n").load(), 1);

    JsonNode csv = rejected(api.file("renamed", "id,emial\n2,d@e.f\n").load(), "SCHEMA_MISMATCH");
    JsonNode parquet =
        rejected(
            api.file("renamed", parquet("SELECT 2::BIGINT AS id, 'd@e.f' AS emial")).load(),
            "SCHEMA_MISMATCH");

    assertThat(csv.path("detail").asText()).contains("missing: email.").contains("unknown: emial.");
    assertThat(parquet.path("detail").asText()).contains("email").contains("emial");
    assertThat(LAKE.columns("renamed")).containsExactly("id bigint", "email varchar");
  }

  @Test
  void keepsTheTypeOfAColumnThatIsEmptyInTheFileThatReplacesItsRows() {
    assertLoaded(api.file("sparse", "id,day\n1,2026-01-31\n").load(), 1);

    assertLoaded(api.file("sparse", "id,day\n2,\"\"\n3,\n").with("mode", "overwrite").load(), 2);

    assertThat(LAKE.columns("sparse")).containsExactly("id bigint", "day date");
    assertThat(LAKE.rows("sparse")).containsExactly(row(2L, null), row(3L, null));
  }

  @ParameterizedTest
  @CsvSource({"head, 4, 100", "middle, 40, 60", "tail, 0, 8"})
  void rejectsADamagedFile(String what, int from, int length) throws Exception {
    byte[] file = parquet("SELECT i AS id, 'name ' || i AS name FROM range(1000) r(i)");
    int start = what.equals("tail") ? file.length - length : from;
    Arrays.fill(file, start, start + length, (byte) 0x5A);

    rejected(
        api.file("damaged", file).with("format", "parquet").with("name", "x.parquet").load(),
        "FILE_MALFORMED");

    assertThat(LAKE.snapshot("damaged")).isEmpty();
  }

  @Test
  void rejectsParquetThatIsSaidToBeCsvAndTheOtherWayRound() throws Exception {
    byte[] file = parquet("SELECT 1 AS id");

    rejected(api.file("wrong", file).with("format", "csv").load(), "FILE_MALFORMED");
    rejected(api.file("wrong", "id\n1\n").with("format", "parquet").load(), "FILE_MALFORMED");

    assertThat(LAKE.snapshot("wrong")).isEmpty();
  }
}
