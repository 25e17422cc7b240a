package io.tarn.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.engine.Capability;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.table.TableSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A query that is cancelled ends soon and leaves nothing. */
abstract class CancellationContract extends ContractGroup {
  private static final Duration A_MOMENT = Duration.ofMillis(300);

  CancellationContract(Supplier<Workbench> bench) {
    super(bench);
  }

  private boolean declared() {
    return bench().engine().capabilities().contains(Capability.CANCEL);
  }

  @Test
  void aRunningQueryStops() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10_000);
    RunningQuery running = bench().start(Workbench.endless(numbers), numbers);
    assertThat(running.await(A_MOMENT)).isEmpty();

    running.cancel();

    assertThat(Workbench.await(running)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(bench().resultFiles()).isEmpty();
    assertThat(bench().files().openLeases()).isZero();
  }

  @Test
  void aQueryThatHasJustBegunStops() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10_000);
    for (int i = 0; i < 20; i++) {
      RunningQuery running = bench().start(Workbench.endless(numbers), numbers);
      running.cancel();

      assertThat(Workbench.await(running)).isInstanceOf(Outcome.Cancelled.class);
    }
    assertThat(bench().resultFiles()).isEmpty();
  }

  @Test
  void theEngineAnswersOnAfterwards() throws InterruptedException {
    assumeTrue(declared(), "the engine does not declare CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10_000);
    for (int i = 0; i < 2 * Workbench.CONCURRENT_QUERIES; i++) {
      RunningQuery running = bench().start(Workbench.endless(numbers), numbers);
      running.cancel();
      running.cancel();
      var unused = Workbench.await(running);
    }

    assertThat(bench().rows("SELECT count(*) FROM numbers", numbers))
        .containsExactly(List.of("10000"));
  }

  @Test
  void aQueryThatCannotBeStoppedEndsAsIfNobodyHadAsked() throws InterruptedException {
    assumeFalse(declared(), "the engine declares CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10);
    RunningQuery running = bench().start("SELECT count(*) FROM numbers", numbers);

    running.cancel();

    assertThat(Workbench.await(running)).isInstanceOf(Outcome.Succeeded.class);
  }
}
