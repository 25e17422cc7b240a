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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Queries run at the same time, up to a limit, and do not meet. */
abstract class ConcurrencyContract extends ContractGroup {
  private static final int ROUNDS = 20;

  ConcurrencyContract(Supplier<Workbench> bench) {
    super(bench);
  }

  @Test
  void queriesOfSeveralThreadsDoNotMeet() throws Exception {
    TableSnapshot numbers = bench().numbers("numbers", 1_000);
    try (ExecutorService threads = Executors.newFixedThreadPool(Workbench.CONCURRENT_QUERIES)) {
      List<Future<List<List<@Nullable String>>>> answers = new ArrayList<>();
      for (int thread = 0; thread < Workbench.CONCURRENT_QUERIES; thread++) {
        int below = thread + 1;
        answers.add(
            threads.submit(
                () -> {
                  List<List<@Nullable String>> rows = new ArrayList<>();
                  for (int i = 0; i < ROUNDS; i++) {
                    rows.addAll(
                        bench().rows("SELECT count(*) FROM numbers WHERE id < " + below, numbers));
                  }
                  return rows;
                }));
      }

      for (int thread = 0; thread < answers.size(); thread++) {
        assertThat(answers.get(thread).get())
            .hasSize(ROUNDS)
            .containsOnly(List.of(Integer.toString(thread + 1)));
      }
    }
  }

  @Test
  void oneTooManyIsRefusedUntilAnotherHasEnded() throws InterruptedException {
    assumeTrue(
        bench().engine().capabilities().contains(Capability.CANCEL),
        "the engine does not declare CANCEL");
    TableSnapshot numbers = bench().numbers("numbers", 10_000);
    List<RunningQuery> running = new ArrayList<>();
    for (int i = 0; i < Workbench.CONCURRENT_QUERIES; i++) {
      running.add(bench().start(Workbench.endless(numbers), numbers));
    }

    assertThatThrownBy(() -> bench().start("SELECT 1"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));

    running.getFirst().cancel();
    var unused = Workbench.await(running.getFirst());
    assertThat(bench().run("SELECT 1")).isInstanceOf(Outcome.Succeeded.class);
  }
}
