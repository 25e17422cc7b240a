package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.TableSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Exactly the files of the snapshot are read, by the snapshot's schema. */
abstract class SnapshotsContract extends ContractGroup {
  private static final List<Column> COLUMNS = List.of(column(1, "id", "bigint"));

  SnapshotsContract(Supplier<Workbench> bench) {
    super(bench);
  }

  @Test
  void readsTheSnapshotItIsGivenAndNoOther() throws InterruptedException {
    DataFile first = bench().file(COLUMNS, "VALUES (1::BIGINT)");
    DataFile second = bench().file(COLUMNS, "VALUES (2::BIGINT)");
    TableSnapshot before = bench().snapshot("t", COLUMNS, first);
    TableSnapshot after = bench().snapshot("t", COLUMNS, first, second);

    assertThat(bench().rows("SELECT count(*) FROM t", after)).containsExactly(List.of("2"));
    assertThat(bench().rows("SELECT count(*) FROM t", before)).containsExactly(List.of("1"));
  }

  @Test
  void aTableWithoutASnapshotHasNoRows() throws InterruptedException {
    TableSnapshot table =
        new TableSnapshot(new TableName("contract", "t"), null, COLUMNS, List.of());

    assertThat(bench().rows("SELECT count(*), max(id) FROM t", table))
        .containsExactly(Arrays.asList("0", null));
  }

  @Test
  void readsColumnsByTheirFieldIds() throws InterruptedException {
    List<Column> old = List.of(column(1, "a", "integer"), column(2, "b", "varchar"));
    List<Column> present =
        List.of(
            column(2, "a", "varchar"), column(1, "renamed", "bigint"), column(3, "new", "date"));
    TableSnapshot table =
        bench()
            .snapshot(
                "t",
                present,
                bench().file(old, "VALUES (1::INTEGER, 'old')"),
                bench().file(present, "VALUES ('new', 2::BIGINT, DATE '2026-01-01')"));

    assertThat(bench().rows("SELECT renamed, a, new FROM t ORDER BY renamed", table))
        .containsExactly(Arrays.asList("1", "old", null), List.of("2", "new", "2026-01-01"));
  }

  @Test
  void theSameTableMayOccurTwice() throws InterruptedException {
    TableSnapshot table = bench().numbers("t", 10);

    assertThat(bench().rows("SELECT count(*) FROM t a JOIN t b ON a.id = b.id", table))
        .containsExactly(List.of("10"));
  }
}
