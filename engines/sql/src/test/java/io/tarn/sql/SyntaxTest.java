package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no statement of the dialect is refused with its place. */
class SyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SELEC 1                               | 1 | 1
          SELECT 1 FROM                         | 1 | 14
          SELECT * FORM orders                  | 1 | 10
          SELECT 1 +                            | 1 | 11
          SELECT (1                             | 1 | 10
          SELECT 'open                          | 1 | 8
          SELECT 1; SELECT 2                    | 1 | 9
          SELECT 1;; SELECT 2                   | 1 | 9
          DROP TABLE orders; SELECT 1           | 1 | 18
          SELECT a b c FROM orders              | 1 | 12
          SELECT * FROM orders LIMIT -1         | 1 | 28
          SELECT id FROM orders WHERE           | 1 | 28
          COPY orders TO '/tmp/x.csv'           | 1 | 1
          PRAGMA database_list                  | 1 | 1
          ATTACH 'other.db'                     | 1 | 1
          INSTALL httpfs                        | 1 | 1
          SELECT * FROM 'a.parquet'             | 1 | 15
          SELECT 1::varchar                     | 1 | 9
          SELECT list[1:2] FROM orders          | 1 | 14
          SELECT * EXCLUDE (id) FROM orders     | 1 | 10
          FROM orders                           | 1 | 1
          """)
  void namesThePlace(String sql, int line, int column) {
    assertThatThrownBy(() -> Shop.parse(sql))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
              assertThat(problem.places())
                  .singleElement()
                  .satisfies(
                      place -> {
                        assertThat(place.line()).isEqualTo((long) line);
                        assertThat(place.column()).isEqualTo(column);
                      });
              assertThat(problem.detail()).startsWith("line " + line + ":" + column + ": ");
            });
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    assertThatThrownBy(() -> Shop.parse("SELECT id\n  , price\r\nFROM orders WHERE\n  id = = 1"))
        .hasMessageStartingWith("line 4:8: ");
  }

  @Test
  void countsCharactersNotBytes() {
    assertThatThrownBy(() -> Shop.parse("SELECT '한글 텍스트' = = 1"))
        .hasMessageStartingWith("line 1:19: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ";", "-- nothing", "/* nothing */"})
  void anEmptyTextIsNoStatement(String sql) {
    assertThatThrownBy(() -> Shop.parse(sql))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.SYNTAX_ERROR));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 1;",
        "SELECT 1 ;\n",
        "select 1 -- a note",
        "/* a note */ SELECT /* ; */ 1",
        "SELECT ';'",
        "SELECT 'it''s'",
        "SELECT U&'\\d55c\\ae00'",
        "SELECT \"a;b\" FROM (VALUES 1) t(\"a;b\")",
      })
  void oneSemicolonMayEndIt(String sql) {
    assertThatCode(() -> Shop.plan(sql)).doesNotThrowAnyException();
  }
}
