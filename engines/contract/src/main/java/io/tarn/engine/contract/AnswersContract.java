package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.engine.Outcome;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Right rows in right order, in a file of the agreed shape. */
abstract class AnswersContract extends ContractGroup {
  private static final List<Column> COLUMNS =
      List.of(column(1, "id", "bigint"), column(2, "name", "varchar"));

  AnswersContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private TableSnapshot people() {
    return bench()
        .snapshot(
            "people",
            COLUMNS,
            bench().file(COLUMNS, "VALUES (1::BIGINT, 'ann'), (2, NULL)"),
            bench().file(COLUMNS, "VALUES (3::BIGINT, '김철수')"));
  }

  private static List<@Nullable String> row(@Nullable String... values) {
    return Arrays.asList(values);
  }

  @Test
  void givesTheRowsOfAllFiles() throws InterruptedException {
    assertThat(bench().rows("SELECT id, name FROM people ORDER BY id", people()))
        .containsExactly(row("1", "ann"), row("2", null), row("3", "김철수"));
  }

  @Test
  void keepsTheOrderThatWasAskedFor() throws InterruptedException {
    TableSnapshot numbers = bench().numbers("numbers", 50_000);

    assertThat(bench().rows("SELECT id FROM numbers ORDER BY id DESC LIMIT 3", numbers))
        .containsExactly(row("49999"), row("49998"), row("49997"));
    assertThat(bench().rows("SELECT id FROM numbers ORDER BY id", numbers))
        .hasSize(50_000)
        .isSortedAccordingTo(Comparator.comparingInt(AnswersContract::number));
  }

  private static int number(List<? extends @Nullable String> row) {
    return Integer.parseInt(String.valueOf(row.getFirst()));
  }

  @Test
  void joinsTables() throws InterruptedException {
    TableSnapshot numbers = bench().numbers("numbers", 10);

    assertThat(
            bench()
                .rows(
                    "SELECT p.name, count(*) FROM people p JOIN numbers n ON n.id < p.id"
                        + " GROUP BY p.name ORDER BY 2",
                    people(),
                    numbers))
        .containsExactly(row("ann", "1"), row(null, "2"), row("김철수", "3"));
  }

  @Test
  void needsNoTable() throws InterruptedException {
    assertThat(bench().rows("SELECT 1 + 1, 'x'")).containsExactly(row("2", "x"));
  }

  @Test
  void namesTheFilesColumnsByTheirPlace() throws InterruptedException {
    assertThat(bench().resultColumns("SELECT id, name, id AS name, 1 FROM people", people()))
        .containsExactly("c0", "c1", "c2", "c3");
  }

  @Test
  void writesAFileWithoutRows() throws InterruptedException {
    assertThat(bench().rows("SELECT id FROM people WHERE id > 100", people())).isEmpty();
    assertThat(bench().resultColumns("SELECT id FROM people WHERE id > 100", people()))
        .containsExactly("c0");
  }

  @Test
  void leavesOneFileForEachAnswerAndNothingElse() throws InterruptedException {
    bench().run("SELECT id FROM people", people());
    bench().run("SELECT name FROM people", people());

    assertThat(bench().resultFiles()).hasSize(2);
    assertThat(bench().files().openLeases()).isZero();
  }

  @Test
  void tellsTheSameOutcomeWheneverAsked() throws InterruptedException {
    var running = bench().start("SELECT id FROM people", people());
    Outcome first = Workbench.await(running);

    assertThat(running.await()).isEqualTo(first).isInstanceOf(Outcome.Succeeded.class);
    running.cancel();
    assertThat(running.await()).isEqualTo(first);
  }
}
