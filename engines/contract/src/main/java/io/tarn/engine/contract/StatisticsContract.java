package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.engine.Capability;
import io.tarn.engine.Statistics;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What a query cost. */
abstract class StatisticsContract extends ContractGroup {
  private static final List<Column> COLUMNS =
      List.of(column(1, "id", "bigint"), column(2, "text", "varchar"));

  StatisticsContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private TableSnapshot table() {
    return bench()
        .snapshot(
            "t",
            COLUMNS,
            bench().file(COLUMNS, "SELECT range, md5(range::VARCHAR) FROM range(10000)"));
  }

  private boolean measures() {
    return bench().engine().capabilities().contains(Capability.MEASURED_SCAN);
  }

  @Test
  void countsTheAnswersRows() throws InterruptedException {
    Statistics statistics = bench().run("SELECT id FROM t WHERE id < 7", table()).statistics();

    assertThat(statistics.rows()).isEqualTo(7);
    assertThat(statistics.engineMillis()).isNotNegative();
  }

  @Test
  void measuresWhatItReads() throws InterruptedException {
    assumeTrue(measures(), "the engine does not declare MEASURED_SCAN");
    TableSnapshot table = table();

    assertThat(bench().run("SELECT sum(id) FROM t", table).statistics().scannedBytes())
        .isPositive()
        .isLessThan(table.bytes());
  }

  @Test
  void tellsTheFilesSizeWhereItDoesNotMeasure() throws InterruptedException {
    assumeFalse(measures(), "the engine declares MEASURED_SCAN");
    TableSnapshot table = table();

    assertThat(bench().run("SELECT sum(id) FROM t", table).statistics().scannedBytes())
        .isEqualTo(table.bytes());
  }
}
