package io.tarn.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.table.TableSnapshot;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A query that takes more than it may fails with the limit's name and leaves nothing. */
abstract class LimitsContract extends ContractGroup {
  LimitsContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private void failsWith(ErrorCode code, String sql, Limits limits, TableSnapshot table)
      throws InterruptedException {
    Outcome outcome = Workbench.await(bench().engine().start(bench().query(sql, limits, table)));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
    assertThat(bench().resultFiles()).isEmpty();
    assertThat(bench().files().openLeases()).isZero();
  }

  @Test
  void oneThatRunsTooLong() throws InterruptedException {
    TableSnapshot numbers = bench().numbers("numbers", 10_000);

    failsWith(
        ErrorCode.EXCEEDED_TIME_LIMIT,
        Workbench.endless(numbers),
        new Limits(Duration.ofMillis(300), 1 << 20),
        numbers);
  }

  @Test
  void oneWhoseResultIsSlightlyTooLarge() throws InterruptedException {
    TableSnapshot numbers = bench().numbers("numbers", 1_000);

    failsWith(
        ErrorCode.RESULT_TOO_LARGE,
        "SELECT to_hex(md5(to_utf8(CAST(id AS varchar)))) FROM numbers",
        new Limits(Workbench.PATIENCE, 5_000),
        numbers);
  }

  @Test
  void oneWhoseResultIsMuchTooLarge() throws InterruptedException {
    TableSnapshot numbers = bench().numbers("numbers", 500_000);

    failsWith(
        ErrorCode.RESULT_TOO_LARGE,
        "SELECT to_hex(md5(to_utf8(CAST(id AS varchar)))) FROM numbers",
        new Limits(Workbench.PATIENCE, 1 << 20),
        numbers);
  }
}
