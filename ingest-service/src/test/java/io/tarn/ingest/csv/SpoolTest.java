package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  private static Duck duck;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws SQLException {
    duck = new Duck();
  }

  @AfterAll
  static void stop() throws SQLException {
    duck.close();
  }

  @Test
  void keepsNullAndTheEmptyStringApart() throws Exception {
    assertThat(rows("a,b\n,1\n\"\",\"\"\nNULL,\nx,2\n"))
        .containsExactly(row(null, 1L), row("", null), row("NULL", null), row("x", 2L));
    assertThat(rows("a\n\"\"\nx\n\"\"\n")).containsExactly(row(""), row("x"), row(""));
    assertThat(rows("a,b\n,\"\"\n,\n")).containsExactly(row(null, ""), row(null, null));
  }

  @Test
  void keepsAllThatStandsInText() throws Exception {
    assertThat(
            rows("a,b\n\" x \", y \n\\,\"\\\"\n\"\n\r\n\r\",\"\"\"\"\n#,'\n\\N,\\n\n\t,\u001B\n"))
        .containsExactly(
            row(" x ", " y "),
            row("\\", "\\"),
            row("\n\r\n\r", "\""),
            row("#", "'"),
            row("\\N", "\\n"),
            row("\t", "\u001B"));
  }

  @Test
  void keepsQuotesInsideUnquotedFields() throws Exception {
    assertThat(rows("a,b\n5\" pipe,x\n37°36'37.8\"N,\"say \"\"hi\"\"\"\na\"\"b,\u001B\"\n"))
        .containsExactly(
            row("5\" pipe", "x"), row("37°36'37.8\"N", "say \"hi\""), row("a\"\"b", "\u001B\""));
    assertThat(Csv.names("5\"\"x,b\n1,2\n", Csv.HEADER)).containsExactly("5_x", "b");
  }

  @Test
  void keepsEmptyLinesOfOneColumn() throws Exception {
    assertThat(rows("a\n1\n\n3\n\n"))
        .containsExactly(row(1L), row((Object) null), row(3L), row((Object) null));
    assertThat(rows("a\r\n\"\"\r\n\r\nx\r\n"))
        .containsExactly(row(""), row((Object) null), row("x"));
    assertThat(rows("\n\nx\n\n\u001B0\n", Csv.NO_HEADER))
        .containsExactly(
            row((Object) null), row((Object) null), row("x"), row((Object) null), row("\u001B0"));
    assertThat(rows("\na\n1\n")).containsExactly(row(1L));
    assertThat(rows("a,b\n\n1,2\n\n")).containsExactly(row(1L, 2L));
  }

  @Test
  void keepsAMarkThatIsData() throws Exception {
    assertThat(rows("\uFEFF\uFEFFa,b\n\uFEFF1,x\n", Csv.NO_HEADER))
        .containsExactly(row("\uFEFFa", "b"), row("\uFEFF1", "x"));
  }

  @Test
  void keepsExtremeNumbers() throws Exception {
    assertThat(
            rows(
                "a,b,c\n9223372036854775807,1e-300,99999999999999999999999999999999999999\n"
                    + "-9223372036854775808,-0.0,-99999999999999999999999999999999999999\n"
                    + "0,4.9e-324,1\n"))
        .containsExactly(
            row(Long.MAX_VALUE, 1e-300, new BigDecimal("99999999999999999999999999999999999999")),
            row(Long.MIN_VALUE, -0.0, new BigDecimal("-99999999999999999999999999999999999999")),
            row(0L, 4.9e-324, new BigDecimal("1")));
  }

  @Test
  void readsOffsetsAsInstants() throws Exception {
    assertThat(rows("a\n2026-01-31T10:00:00.5+09:00\n2026-01-31 10:00Z\n0001-01-01 00:00:00-14\n"))
        .containsExactly(
            row(Instant.parse("2026-01-31T01:00:00.5Z")),
            row(Instant.parse("2026-01-31T10:00:00Z")),
            row(Instant.parse("0001-01-01T14:00:00Z")));
  }

  @Test
  void readsEveryDeclaredType() throws Exception {
    CsvOptions options =
        Csv.HEADER.withDeclared(
            Csv.columns(
                "z varchar",
                "bo boolean",
                "ti tinyint",
                "sm smallint",
                "i integer",
                "re real",
                "dbl double",
                "de decimal(5,2)",
                "da date",
                "tm time(6)",
                "ts timestamp(3)",
                "tz timestamp(6) with time zone",
                "u uuid"));
    List<List<Object>> rows =
        rows(
            "u,tz,ts,tm,da,de,dbl,re,i,sm,ti,bo,z\n"
                + "01234567-89AB-cdef-0123-456789abcdef,2026-01-31T00:00:00+09:00,"
                + "2026-01-31 10:00:00.123,10:00:00.5,2026-01-31,-1.5,NaN,0.1,-5,6,7,true,\"a,b\"\n"
                + "\"\",,\"\",,\"\",,\"\",,\"\",,\"\",,\"\"\n",
            options);

    assertThat(rows)
        .containsExactly(
            row(
                "a,b",
                true,
                (byte) 7,
                (short) 6,
                -5,
                0.1f,
                Double.NaN,
                new BigDecimal("-1.50"),
                LocalDate.of(2026, 1, 31),
                LocalTime.of(10, 0, 0, 500_000_000),
                LocalDateTime.of(2026, 1, 31, 10, 0, 0, 123_000_000),
                Instant.parse("2026-01-30T15:00:00Z"),
                UUID.fromString("01234567-89ab-cdef-0123-456789abcdef")),
            row("", null, null, null, null, null, null, null, null, null, null, null, null));
  }

  @Test
  void selectsTypedColumnsWithTheirNames() throws Exception {
    CsvTable table = Csv.read("학번,a b,\"c\"\"d\"\n1,0.5,x\n", Csv.HEADER);
    Path spool = folder.resolve("spool 'o' clock.csv");
    Files.writeString(spool, "c0,c1,c2\n1,0.5,x\n");

    assertThat(duck.columns(table.select(spool.toString())))
        .containsExactly("학번 BIGINT", "a_b DOUBLE", "c_d VARCHAR");
  }

  @Test
  void readsAnEmptyTable() throws Exception {
    assertThat(rows("a,b\n")).isEmpty();
  }

  @Test
  void readsManyColumnsAndLongFields() throws Exception {
    String header =
        IntStream.range(0, 2_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    List<List<Object>> many = rows(header + "\n" + "1,".repeat(1_999) + "1\n");
    assertThat(many).hasSize(1);
    assertThat(many.getFirst()).hasSize(2_000).containsOnly(1L);

    String field = "한\n,".repeat(3 << 20);
    assertThat(rows("a,b\n1,\"" + field + "\"\n2,x\n"))
        .containsExactly(row(1L, field), row(2L, "x"));
  }

  @Test
  void readsARecordAcrossEveryEdgeOfTheWindow() throws Exception {
    CsvOptions options = Csv.HEADER.withLimits(new CsvLimits(1 << 20, 40, 40, 10));
    for (int length = 0; length < 40; length++) {
      StringBuilder text = new StringBuilder("a,b\r\n");
      List<List<Object>> expected = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        String value = "x".repeat((length + i) % 20) + "\"\r\n";
        text.append(i).append(",\"").append(value.replace("\"", "\"\"")).append("\"\r\n");
        expected.add(row((long) i, value));
      }
      assertThat(rows(text.toString(), options)).as("length %d", length).isEqualTo(expected);
    }
  }

  @Test
  void losesNothingWhereThreadsMeet() throws Exception {
    String hostile = "\",\"\n\",\"x\r\n\\,y\"\"".repeat(7);
    StringBuilder part = new StringBuilder();
    for (int i = 0; i < 10_000; i++) {
      part.append(i).append(",\"").append(hostile.replace("\"", "\"\"")).append("\"\n");
    }
    byte[] bytes = part.toString().getBytes(UTF_8);
    List<InputStream> parts =
        IntStream.range(0, 60).<InputStream>mapToObj(i -> new ByteArrayInputStream(bytes)).toList();
    Path spool = folder.resolve("large.csv");
    CsvTable table;
    try (InputStream in = new SequenceInputStream(Collections.enumeration(parts));
        OutputStream out = Files.newOutputStream(spool)) {
      table = CsvReader.read(in, out, Csv.NO_HEADER);
    }

    assertThat(Files.size(spool)).as("two buffers and more").isGreaterThan(64_000_000);
    assertThat(table.rows()).isEqualTo(600_000);
    assertThat(
            duck.rows(
                "SELECT count(*), sum(col0)::BIGINT, count(DISTINCT col1), any_value(col1) FROM ("
                    + table.select(spool.toString())
                    + ")"))
        .containsExactly(row(600_000L, 60 * 49_995_000L, 1L, hostile));
  }

  private List<List<Object>> rows(String text) throws Exception {
    return rows(text, Csv.HEADER);
  }

  private List<List<Object>> rows(String text, CsvOptions options) throws Exception {
    return Csv.rows(text, options.withDelimiter(Delimiter.COMMA), folder, duck);
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }
}
