package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Results as pages of JSON and as CSV. */
class ResultFilesIT {
  private static final String[] PIECES = {
    "a", "Z", "0", " ", ",", "\"", "'", "\n", "\r\n", "\t", "\\", ";", "{", "]", "%", "한", "é",
    "🎉", "null", "NaN", "--", "\u0001"
  };

  @TempDir private static Path folder;
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException {
    lab = new Lab(folder);
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  private static String csv(String sql) throws InterruptedException, IOException {
    Lab.Answer answer = lab.answer(sql);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lab.reader().csv(answer.file(), answer.columns(), bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void givesPages() throws InterruptedException {
    Lab.Answer answer = lab.answer("SELECT x FROM UNNEST(sequence(1, 10)) t(x) ORDER BY x");
    assertThat(Json.text(lab.reader().json(answer.file(), answer.columns(), 4, 3)))
        .isEqualTo("[[5],[6],[7]]");
    assertThat(lab.reader().json(answer.file(), answer.columns(), 10, 3)).isEmpty();
  }

  @Test
  void tellsNullFromTheEmptyText() throws Exception {
    assertThat(csv("SELECT 1 AS a, NULL AS b, '' AS c, 'x' AS d"))
        .isEqualTo("a,b,c,d\r\n1,,\"\",x\r\n");
  }

  @Test
  void quotesWhatHasSeparatorsQuotesOrLines() throws Exception {
    assertThat(csv("SELECT 'a,b' AS \"x,y\", 'say \"hi\"' AS \"q\"\"q\", 'l1\nl2' AS z"))
        .isEqualTo("\"x,y\",\"q\"\"q\",z\r\n\"a,b\",\"say \"\"hi\"\"\",\"l1\nl2\"\r\n");
  }

  @Test
  void writesValuesAsTheApiHasThem() throws Exception {
    assertThat(
            csv(
                "SELECT DECIMAL '1.50', TIMESTAMP '2026-01-01 01:02:03', ARRAY[1, NULL],"
                    + " MAP(ARRAY['k'], ARRAY['v']), X'00ff', 9007199254740993, nan(), true"))
        .endsWith(
            "1.50,2026-01-01T01:02:03,\"[1,null]\",\"{\"\"k\"\":\"\"v\"\"}\",AP8=,"
                + "9007199254740993,NaN,true\r\n");
  }

  @Test
  void hasAHeaderWithoutRows() throws Exception {
    assertThat(csv("SELECT 1 AS a WHERE false")).isEqualTo("a\r\n");
  }

  @Test
  void readsOnlyBelowItsFolder() {
    assertThatThrownBy(() -> lab.reader().rows(Path.of("/etc/passwd"), List.of(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> lab.reader().rows(folder.resolve("results/../tables/x.parquet"), List.of(), 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Any text, whole number and NULL comes back from the CSV and from the JSON as it was. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void anyValuesComeBack(long seed) throws Exception {
    Random random = new Random(seed);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String number = random.nextInt(5) == 0 ? null : String.valueOf(random.nextLong());
      rows.add(java.util.Arrays.asList(String.valueOf(i), text(random), number, text(random)));
    }
    String values =
        rows.stream()
            .map(
                row ->
                    "(%s, %s, CAST(%s AS bigint), %s)"
                        .formatted(
                            row.get(0),
                            literal(row.get(1)),
                            quoted(row.get(2)),
                            literal(row.get(3))))
            .collect(Collectors.joining(", "));
    String sql = "SELECT * FROM (VALUES " + values + ") t(i, a, n, b) ORDER BY i";
    List<List<@Nullable String>> read = parsed(csv(sql));
    assertThat(read.subList(1, read.size())).describedAs("seed %d", seed).isEqualTo(rows);
    assertThat(
            lab.answer(sql).rows().stream()
                .map(row -> row.stream().map(v -> v == null ? null : v.toString()).toList())
                .toList())
        .describedAs("seed %d", seed)
        .isEqualTo(rows);
  }

  private static @Nullable String text(Random random) {
    if (random.nextInt(8) == 0) {
      return null;
    }
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String literal(@Nullable String text) {
    return "CAST(" + quoted(text) + " AS varchar)";
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
  }

  /** Reads CSV by RFC 4180; a field without quotes that is empty is NULL. */
  private static List<List<@Nullable String>> parsed(String csv) {
    List<List<@Nullable String>> rows = new ArrayList<>();
    List<@Nullable String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean wasQuoted = false;
    boolean inside = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (inside) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
          field.append(csv.charAt(++i));
        } else {
          inside = false;
        }
      } else if (c == '"') {
        inside = true;
        wasQuoted = true;
      } else if (c == ',' || c == '\r') {
        row.add(field.isEmpty() && !wasQuoted ? null : field.toString());
        field.setLength(0);
        wasQuoted = false;
        if (c == '\r') {
          i++;
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    return rows;
  }
}
