package io.tarn.ingest.upload;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import io.tarn.ingest.Api;
import io.tarn.ingest.Lake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files all the way, from the request to the rows of the table. */
class CsvLoadIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static final String PEOPLE = "id,name\n1,Ada\n2,Grace\n";

  private static Api api;

  @BeforeAll
  static void start() {
    api = LAKE.api(LAKE.ingest(Map.of()));
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static void assertLoaded(JsonNode load, long rows) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("LOADED");
    assertThat(load.path("rowsRead").asLong()).isEqualTo(rows);
    assertThat(load.path("rowsLoaded").asLong()).isEqualTo(rows);
    assertThat(load.path("rowsQuarantined").asLong()).isZero();
    assertThat(load.path("progress").asDouble()).isEqualTo(1);
    assertThat(load.path("snapshotId").asText()).isNotEmpty();
  }

  private static JsonNode rejected(JsonNode load, String code) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("REJECTED");
    assertThat(load.path("error").path("code").asText()).as("%s", load).isEqualTo(code);
    assertThat(load.has("snapshotId")).isFalse();
    return load.path("error");
  }

  @Test
  void loadsEachTypeThatTextShows() {
    JsonNode load =
        api.file(
                "types",
                "id,ratio,ok,day,at,instant,zip,band,big\n"
                    + "1,0.5,true,2026-01-31,2026-01-31T10:00:00,2026-01-31T10:00:00+09:00,"
                    + "00042,10-20,12345678901234567.25\n"
                    + "2,,,,,,,55<=,\n")
            .load();

    assertLoaded(load, 2);
    assertThat(LAKE.columns("types"))
        .containsExactly(
            "id bigint",
            "ratio double",
            "ok boolean",
            "day date",
            "at timestamp(6)",
            "instant timestamp(6) with time zone",
            "zip varchar",
            "band varchar",
            "big decimal(19,2)");
    assertThat(LAKE.rows("types"))
        .containsExactly(
            row(
                1L,
                0.5,
                true,
                LocalDate.of(2026, 1, 31),
                LocalDateTime.of(2026, 1, 31, 10, 0),
                Instant.parse("2026-01-31T01:00:00Z"),
                "00042",
                "10-20",
                new BigDecimal("12345678901234567.25")),
            row(2L, null, null, null, null, null, null, "55<=", null));
  }

  @ParameterizedTest
  @CsvSource({
    "gzip_name, people.csv.gz, , gzip",
    "gzip_header, people.csv, gzip, gzip",
    "gzip_bytes, people, , gzip",
    "zstd_name, people.csv.zst, , zstd",
    "zstd_header, people.csv, zstd, zstd",
    "plain, people.csv, identity, none"
  })
  void unpacksWhatIsCompressed(String table, String name, String coding, String packing)
      throws IOException {
    byte[] bytes = PEOPLE.getBytes(UTF_8);
    byte[] packed =
        switch (packing) {
          case "gzip" -> gzip(bytes);
          case "zstd" -> Zstd.compress(bytes);
          default -> bytes;
        };
    Api.Upload upload = api.file(table, packed).with("name", name);
    if (coding != null) {
      upload.header("Content-Encoding", coding);
    }

    JsonNode load = upload.load();

    assertLoaded(load, 2);
    assertThat(load.path("source").path("bytes").asInt()).isEqualTo(packed.length);
    assertThat(LAKE.rows(table)).containsExactly(row(1L, "Ada"), row(2L, "Grace"));
  }

  @ParameterizedTest
  @CsvSource({
    "ms949, x-windows-949",
    "cp949, x-windows-949",
    "euc-kr, EUC-KR",
    "utf-16le, UTF-16LE"
  })
  void readsKoreanInItsEncodings(String asked, String charset) {
    String table = "korean_" + asked.replace('-', '_');
    byte[] bytes = "학번,이름\n1,홍길동\n2,김철수\n".getBytes(Charset.forName(charset));

    assertLoaded(api.file(table, bytes).with("encoding", asked).load(), 2);

    assertThat(LAKE.columns(table)).containsExactly("학번 bigint", "이름 varchar");
    assertThat(LAKE.rows(table)).containsExactly(row(1L, "홍길동"), row(2L, "김철수"));
  }

  @Test
  void readsTextWithAByteOrderMark() {
    byte[] bytes = ("\uFEFF" + PEOPLE).getBytes(UTF_16LE);

    assertLoaded(api.file("marked", bytes).load(), 2);

    assertThat(LAKE.columns("marked")).containsExactly("id bigint", "name varchar");
  }

  @Test
  void refusesKoreanThatIsSaidToBeUtf8() {
    byte[] bytes = "id,name\n1,Ada\n2,홍길동\n".getBytes(Charset.forName("x-windows-949"));

    JsonNode error = rejected(api.file("not_utf8", bytes).load(), "ENCODING_INVALID");

    assertThat(error.path("detail").asText()).contains("MS949");
    assertThat(error.path("errors").path(0).path("line").asInt()).isEqualTo(3);
    assertThat(LAKE.snapshot("not_utf8")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "present, 'a,b\n1,2\n', 'a bigint|b bigint', 1",
    "true, 'x,y\nz,w\n', 'x varchar|y varchar', 1",
    "absent, 'x,y\nz,w\n', 'col0 varchar|col1 varchar', 2",
    "false, '1,2\n', 'col0 bigint|col1 bigint', 1",
    "auto, 'id,name\n1,x\n', 'id bigint|name varchar', 1",
    "auto, '1,x\n2,y\n', 'col0 bigint|col1 varchar', 2"
  })
  void takesTheFirstRecordAsSaid(String header, String text, String columns, int rows) {
    String table = "header_" + header + "_" + Math.abs(text.hashCode());

    assertLoaded(api.file(table, text).with("header", header).load(), rows);

    assertThat(String.join("|", LAKE.columns(table))).isEqualTo(columns);
  }

  @Test
  void appendsByNameWhateverTheOrderAndReplacesWhenAsked() {
    assertLoaded(api.file("order", PEOPLE).load(), 2);

    assertLoaded(api.file("order", "NAME,Id\nLin,3\n").load(), 1);
    assertThat(LAKE.rows("order"))
        .containsExactly(row(1L, "Ada"), row(2L, "Grace"), row(3L, "Lin"));

    assertLoaded(api.file("order", "name,id\nEmmy,4\n").with("mode", "overwrite").load(), 1);
    assertThat(LAKE.columns("order")).containsExactly("name varchar", "id bigint");
    assertThat(LAKE.rows("order")).containsExactly(row("Emmy", 4L));
  }

  @Test
  void replacesTheSchemaTooWhenItReplacesTheRows() {
    assertLoaded(api.file("replaced", PEOPLE).load(), 2);

    assertLoaded(
        api.file("replaced", "id;born\nx1;1906-12-09\n").with("mode", "overwrite").load(), 1);

    assertThat(LAKE.columns("replaced")).containsExactly("id varchar", "born date");
    assertThat(LAKE.rows("replaced")).containsExactly(row("x1", LocalDate.of(1906, 12, 9)));
  }

  @Test
  void rejectsTheWholeFileForABadRowAndSaysWhereItIs() {
    assertLoaded(api.file("strict", PEOPLE).load(), 2);

    JsonNode error =
        rejected(
            api.file("strict", "id,name\n3,Lin\nfour,Emmy\n5\n6,\"Mary\nAnn\"\nseven,x\n")
                .with("name", "more.csv")
                .load(),
            "VALUE_INVALID");

    assertThat(error.path("detail").asText()).startsWith("3 rows of more.csv cannot be loaded");
    JsonNode first = error.path("errors").path(0);
    assertThat(first.path("file").asText()).isEqualTo("more.csv");
    assertThat(first.path("line").asInt()).isEqualTo(3);
    assertThat(first.path("field").asText()).isEqualTo("id");
    assertThat(first.path("column").asInt()).isEqualTo(1);
    assertThat(error.path("errors").path(1).path("line").asInt()).isEqualTo(4);
    assertThat(error.path("errors").path(2).path("line").asInt()).isEqualTo(7);
    assertThat(LAKE.rows("strict")).containsExactly(row(1L, "Ada"), row(2L, "Grace"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%PDF-1.7\n1 0 obj",
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "{\"id\": 1}\n{\"id\": 2}\n",
        "PK\u0003\u0004\u0014\u0000\u0006\u0000",
        "id,name\n1,\u0000\n",
        "id,name\n1,\"Ada\n2,Grace\n"
      })
  void rejectsWhatIsNoCsv(String text) {
    String table = "no_csv_" + Math.abs(text.hashCode());

    JsonNode error = rejected(api.file(table, text).load(), "FILE_MALFORMED");

    assertThat(error.path("errors").path(0).path("line").asInt()).isPositive();
    assertThat(LAKE.snapshot(table)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 30})
  void rejectsACompressedFileThatIsCutOff(int missing) throws IOException {
    byte[] packed = gzip("id,name\n1,Ada\n".repeat(50).getBytes(UTF_8));
    byte[] cut = Arrays.copyOf(packed, packed.length - missing);

    rejected(api.file("cut_off", cut).with("name", "x.csv.gz").load(), "FILE_MALFORMED");

    assertThat(LAKE.snapshot("cut_off")).isEmpty();
  }

  @Test
  void rejectsAHeaderWithoutRowsForANewTableButNotForAnOldOne() {
    rejected(
        api.file("empty_new", "id,name\n").with("header", "present").load(), "FILE_HAS_NO_ROWS");
    assertThat(LAKE.snapshot("empty_new")).isEmpty();

    assertLoaded(api.file("empty_old", PEOPLE).load(), 2);
    assertLoaded(api.file("empty_old", "id,name\n").load(), 0);
    assertThat(LAKE.count("empty_old")).isEqualTo(2);
  }

  @Test
  void countsAnEmptyLineOfAOneColumnFileAsANull() {
    assertLoaded(api.file("one_column", "id\n1\n\n3\n").load(), 3);

    assertThat(LAKE.rows("one_column")).containsExactly(row(1L), row(3L), row((Object) null));
  }
}
