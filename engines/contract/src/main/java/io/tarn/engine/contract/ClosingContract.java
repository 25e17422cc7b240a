package io.tarn.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tarn.engine.Capability;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.TableSnapshot;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The end of an engine is the end of its queries. */
abstract class ClosingContract extends ContractGroup {
  ClosingContract(Supplier<Workbench> bench) {
    super(bench);
  }

  @Test
  void stopsWhatRuns() throws InterruptedException {
    assumeTrue(
        bench().engine().capabilities().contains(Capability.CANCEL),
        "the engine does not declare CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10_000);
    RunningQuery running = bench().start(Workbench.endless(numbers), numbers);

    bench().engine().close();

    assertThat(Workbench.await(running)).isInstanceOf(Outcome.Cancelled.class);
    assertThat(bench().resultFiles()).isEmpty();
    assertThat(bench().files().openLeases()).isZero();
  }

  @Test
  void laterStartsAreRefused() {
    bench().engine().close();

    assertThatThrownBy(() -> bench().start("SELECT 1"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
  }

  @Test
  void closingTwiceDoesNothing() {
    bench().engine().close();
    bench().engine().close();

    assertThatThrownBy(() -> bench().start("SELECT 1")).isInstanceOf(ProblemException.class);
  }
}
