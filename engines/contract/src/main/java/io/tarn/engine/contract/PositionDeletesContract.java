package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.engine.Capability;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.TableSnapshot;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Rows that Iceberg's position delete files name do not appear, or the table is refused. */
abstract class PositionDeletesContract extends ContractGroup {
  private static final List<Column> COLUMNS = List.of(column(1, "id", "bigint"));

  PositionDeletesContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private boolean declared() {
    return bench().engine().capabilities().contains(Capability.POSITION_DELETES);
  }

  private DataFile file(int from, int to) {
    return bench().file(COLUMNS, "SELECT range FROM range(%d, %d)".formatted(from, to));
  }

  @Test
  void deletedRowsDoNotAppear() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare POSITION_DELETES");
    TableSnapshot table =
        bench().snapshot("t", COLUMNS, bench().without(file(0, 5), 1, 3), file(5, 7));

    assertThat(bench().rows("SELECT id FROM t ORDER BY id", table))
        .containsExactly(List.of("0"), List.of("2"), List.of("4"), List.of("5"), List.of("6"));
  }

  @Test
  void deletesOfSeveralFilesAddUp() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare POSITION_DELETES");
    DataFile file = bench().without(bench().without(file(0, 5), 0), 0, 4);

    assertThat(bench().rows("SELECT id FROM t ORDER BY id", bench().snapshot("t", COLUMNS, file)))
        .containsExactly(List.of("1"), List.of("2"), List.of("3"));
  }

  @Test
  void deletesOfOneFileLeaveThePositionsOfAnother() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare POSITION_DELETES");
    TableSnapshot table =
        bench()
            .snapshot(
                "t", COLUMNS, bench().without(file(0, 3), 0), bench().without(file(10, 13), 2));

    assertThat(bench().rows("SELECT id FROM t ORDER BY id", table))
        .containsExactly(List.of("1"), List.of("2"), List.of("10"), List.of("11"));
  }

  @Test
  void areRefusedWhereTheyAreNotUnderstood() {
    assumeFalse(declared(), "the engine declares POSITION_DELETES");
    TableSnapshot table = bench().snapshot("t", COLUMNS, bench().without(file(0, 5), 1));

    assertThatThrownBy(() -> bench().start("SELECT id FROM t", table))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
  }
}
