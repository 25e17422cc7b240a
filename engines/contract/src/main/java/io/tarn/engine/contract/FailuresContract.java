package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.engine.Outcome;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong while a statement runs bears Trino's name and leaves nothing. */
abstract class FailuresContract extends ContractGroup {
  private static final List<Column> COLUMNS =
      List.of(column(1, "id", "bigint"), column(2, "name", "varchar"));

  FailuresContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private TableSnapshot table() {
    return bench()
        .snapshot("t", COLUMNS, bench().file(COLUMNS, "VALUES (0::BIGINT, 'x'), (1, '1')"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          DIVISION_BY_ZERO           | SELECT 1 / id FROM t
          DIVISION_BY_ZERO           | SELECT id % (id - id) FROM t
          INVALID_CAST_ARGUMENT      | SELECT CAST(name AS bigint) FROM t
          INVALID_CAST_ARGUMENT      | SELECT CAST(name AS date) FROM t
          NUMERIC_VALUE_OUT_OF_RANGE | SELECT id + 9223372036854775807 FROM t
          NUMERIC_VALUE_OUT_OF_RANGE | SELECT sum(id + 9223372036854775806) FROM t
          SUBQUERY_MULTIPLE_ROWS     | SELECT (SELECT id FROM t)
          INVALID_FUNCTION_ARGUMENT  | SELECT split(name, ',', id) FROM t
          """)
  void failsWithTrinosName(ErrorCode code, String sql) throws InterruptedException {
    Outcome outcome = bench().run(sql, table());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(code);
              assertThat(failed.detail()).isNotBlank().doesNotContainIgnoringCase("duckdb");
            });
    assertThat(bench().resultFiles()).isEmpty();
    assertThat(bench().files().openLeases()).isZero();
  }

  @Test
  void theEngineAnswersOnAfterAFailure() throws InterruptedException {
    TableSnapshot table = table();
    for (int i = 0; i < 2 * Workbench.CONCURRENT_QUERIES; i++) {
      assertThat(bench().run("SELECT 1 / id FROM t", table)).isInstanceOf(Outcome.Failed.class);
    }

    assertThat(bench().rows("SELECT count(*) FROM t", table)).containsExactly(List.of("2"));
  }

  @Test
  void aFileThatIsGoneFailsAsOurs() throws IOException, InterruptedException {
    TableSnapshot table = table();
    Files.delete(bench().files().path(table.files().getFirst().uri()));

    assertThat(bench().run("SELECT name FROM t", table))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.INTERNAL_ERROR));
    assertThat(bench().resultFiles()).isEmpty();
  }
}
