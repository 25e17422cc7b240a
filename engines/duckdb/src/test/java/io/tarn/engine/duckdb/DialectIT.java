package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the dialect's constructs mean, on the real engine. The tables of cases have a line each:
 * {@code SQL => rows as JSON :: types}, or {@code SQL => !CODE} for what fails. What does not begin
 * with SELECT, WITH, VALUES or SHOW is an expression.
 */
class DialectIT {
  private static final List<String> FILES =
      List.of("numbers", "texts", "times", "collections", "json", "queries", "failures");

  @TempDir private static Path folder;
  private static Lab lab;

  @BeforeAll
  static void start() throws IOException, SQLException {
    lab = new Lab(folder);
    lab.table(
        "sales",
        "id bigint; shop varchar; product varchar; amount decimal(12,2); quantity integer;"
            + " price double; day date; sold timestamp(6); returned boolean",
        """
        SELECT * FROM (VALUES
          (1::BIGINT, 'north', 'apple', 10.50::DECIMAL(12,2), 3, 3.5::DOUBLE, DATE '2026-01-01', TIMESTAMP '2026-01-01 08:00:00.123456', false),
          (2, 'north', 'pear', 2.25, 1, 2.25, DATE '2026-01-02', TIMESTAMP '2026-01-02 09:30:00', false),
          (3, 'south', 'apple', 7.00, 2, 3.5, DATE '2026-01-02', TIMESTAMP '2026-01-02 10:00:00', true),
          (4, 'south', 'plum', NULL, NULL, NULL, DATE '2026-02-01', NULL, NULL),
          (5, NULL, 'apple', 3.50, 1, 3.5, NULL, TIMESTAMP '2026-02-01 00:00:00', false)
        ) t(id, shop, product, amount, quantity, price, day, sold, returned)
        """);
    lab.table(
        "shops",
        "name varchar; city varchar; opened date",
        """
        SELECT * FROM (VALUES ('north', '서울', DATE '2020-05-01'), ('south', 'Łódź', DATE '2021-06-01'),
          ('west', NULL, NULL)) t(name, city, opened)
        """);
    lab.table(
        "nested",
        "id bigint; tags array(varchar); counts map(varchar,bigint); place row(city varchar,zip integer)",
        """
        SELECT * FROM (VALUES
          (1::BIGINT, ['a', NULL, 'b'], MAP {'x': 1::BIGINT, 'y': 2}, {city: '부산', zip: 1}),
          (2, [], MAP {}, {city: NULL, zip: 2}),
          (3, NULL, NULL, NULL)) t(id, tags, counts, place)
        """);
    lab.table(
        "nothing", "id bigint; name varchar", "SELECT 1::BIGINT AS id, 'a' AS name WHERE false");
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  static Stream<Arguments> cases() {
    return FILES.stream().flatMap(DialectIT::read);
  }

  private static Stream<Arguments> read(String file) {
    try (InputStream in = DialectIT.class.getResourceAsStream(file + ".txt")) {
      String text =
          new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> Arguments.of(file, before(line, " => "), after(line, " => ")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String before(String line, String mark) {
    return line.substring(0, line.lastIndexOf(mark)).strip();
  }

  private static String after(String line, String mark) {
    return line.substring(line.lastIndexOf(mark) + mark.length()).strip();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("cases")
  void means(String file, String sql, String expected) throws InterruptedException {
    String said;
    try {
      boolean query = sql.matches("(?s)(SELECT|WITH|VALUES|SHOW|DESCRIBE) .*");
      Lab.Answer answer = lab.answer(query ? sql : "SELECT " + sql);
      String rows = query ? answer.text() : Json.text(answer.rows().getFirst().getFirst());
      said = rows + " :: " + answer.types();
    } catch (ProblemException e) {
      said = "!" + e.code();
    }
    assertThat(said.strip().replace(", ", ",")).isEqualTo(expected.replace(", ", ","));
  }
}
