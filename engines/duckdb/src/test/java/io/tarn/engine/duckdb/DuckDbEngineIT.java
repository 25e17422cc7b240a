package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.engine.EngineQuery;
import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.AnalysedQuery;
import io.tarn.sql.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How queries begin and end: limits, cancelling, and what is left behind, which is nothing. */
@Timeout(300)
class DuckDbEngineIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Has so many rows to look at that it never ends by itself. */
  private static final String ENDLESS =
      "SELECT count(*) FROM numbers a CROSS JOIN numbers b CROSS JOIN numbers c"
          + " WHERE (a.n * b.n + c.n) % 1009 = 7";

  @TempDir private Path folder;
  private Lab lab;

  @BeforeEach
  void start() throws IOException, SQLException {
    lab = new Lab(folder);
    lab.table("numbers", "n bigint", "SELECT range AS n FROM range(20000)");
  }

  @AfterEach
  void stop() {
    lab.close();
  }

  private RunningQuery running() {
    RunningQuery query = lab.start(ENDLESS, Lab.LIMITS);
    await().atMost(SOON).until(() -> lab.leases() > 0);
    return query;
  }

  private void assertNothingIsLeft() throws IOException {
    assertThat(lab.leftovers()).isEmpty();
    assertThat(lab.leases()).isZero();
  }

  @Test
  void writesAFileOfColumnsByNumber() throws Exception {
    RunningQuery query = lab.start("SELECT n, n AS n FROM numbers WHERE n < 3", Lab.LIMITS);
    Outcome outcome = query.await();
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(outcome.statistics().rows()).isEqualTo(3);
    assertThat(outcome.statistics().scannedBytes()).isPositive();
    assertThat(lab.leftovers()).containsExactly(lab.result(query.id()));
    assertThat(lab.leases()).isZero();
  }

  @Test
  void stopsWhenCancelled() throws Exception {
    RunningQuery query = running();
    assertThat(query.await(Duration.ofMillis(50))).isEmpty();
    query.cancel();
    assertThat(query.await()).isInstanceOf(Outcome.Cancelled.class);
    assertNothingIsLeft();
  }

  @Test
  void cancellingTwiceOrAfterTheEndChangesNothing() throws Exception {
    RunningQuery query = lab.start("SELECT 1", Lab.LIMITS);
    Outcome end = query.await();
    query.cancel();
    query.cancel();
    assertThat(query.await()).isSameAs(end).isInstanceOf(Outcome.Succeeded.class);
  }

  @Test
  void worksOnAfterACancelledQuery() throws Exception {
    RunningQuery query = running();
    query.cancel();
    query.await();
    assertThat(lab.answer("SELECT count(*) FROM numbers").text()).isEqualTo("[20000]");
  }

  @Test
  void failsAtItsTimeLimit() throws Exception {
    RunningQuery query = lab.start(ENDLESS, new Limits(Duration.ofMillis(300), 1 << 20));
    assertFailed(query.await(), ErrorCode.EXCEEDED_TIME_LIMIT);
    assertNothingIsLeft();
  }

  @Test
  void failsWhenItsResultIsTooLarge() throws Exception {
    String wide =
        "SELECT a.n * 1000003 + b.n * 7919, a.n * b.n FROM numbers a CROSS JOIN numbers b";
    RunningQuery query = lab.start(wide, new Limits(Duration.ofSeconds(300), 100_000));
    assertFailed(query.await(), ErrorCode.RESULT_TOO_LARGE);
    assertNothingIsLeft();
  }

  @Test
  void refusesAFinishedResultThatIsTooLarge() throws Exception {
    RunningQuery query =
        lab.start("SELECT n FROM numbers", new Limits(Duration.ofSeconds(60), 1_000));
    assertFailed(query.await(), ErrorCode.RESULT_TOO_LARGE);
    assertNothingIsLeft();
  }

  @Test
  void leavesNothingAfterAFailureInTheMiddle() throws Exception {
    RunningQuery query = lab.start("SELECT 100 / (n - 15000) FROM numbers", Lab.LIMITS);
    assertFailed(query.await(), ErrorCode.DIVISION_BY_ZERO);
    assertNothingIsLeft();
  }

  @Test
  void failsForWantOfMemoryAndWorksOn() throws Exception {
    String large = "SELECT length(array_join(array_agg(lpad('x', 100000, 'y')), '')) FROM numbers";
    RunningQuery query = lab.start(large, Lab.LIMITS);
    assertFailed(query.await(), ErrorCode.EXCEEDED_MEMORY_LIMIT);
    assertNothingIsLeft();
    assertThat(lab.answer("SELECT max(n) FROM numbers").text()).isEqualTo("[19999]");
  }

  @Test
  void runsAsManyAsItMayAndRefusesMore() throws Exception {
    List<RunningQuery> queries = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      queries.add(lab.start(ENDLESS, Lab.LIMITS));
    }
    assertThatThrownBy(() -> lab.start("SELECT 1", Lab.LIMITS))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.TOO_MANY_REQUESTS));
    queries.forEach(RunningQuery::cancel);
    for (RunningQuery query : queries) {
      assertThat(query.await()).isInstanceOf(Outcome.Cancelled.class);
    }
    assertThat(lab.answer("SELECT 1").text()).isEqualTo("[1]");
  }

  @Test
  void cancelsWhatRunsWhenClosed() throws Exception {
    RunningQuery query = running();
    lab.engine().close();
    assertThat(query.await()).isInstanceOf(Outcome.Cancelled.class);
    assertNothingIsLeft();
    assertThatThrownBy(() -> lab.start("SELECT 1", Lab.LIMITS))
        .isInstanceOfSatisfying(
            ProblemException.class,
            problem -> assertThat(problem.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
  }

  @Test
  void writesResultsOnlyBelowItsFolder() {
    AnalysedQuery query = lab.analyse("SELECT 1");
    EngineQuery elsewhere =
        new EngineQuery(
            UUID.randomUUID(),
            query.written(Target.DUCKDB),
            query.tables(),
            query.columns(),
            Lab.LIMITS,
            folder.resolve("elsewhere.parquet"));
    assertThatThrownBy(() -> lab.engine().start(elsewhere))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Files.exists(folder.resolve("elsewhere.parquet"))).isFalse();
  }

  @Test
  void answersWhatIsAsDeepAsTheFrontEndAllows() throws Exception {
    String sum = "n" + " + 1".repeat(300);
    assertThat(lab.answer("SELECT " + sum + " FROM numbers WHERE n = 1").text()).isEqualTo("[301]");
    String brackets = "abs(".repeat(90) + "n" + ")".repeat(90);
    assertThat(lab.answer("SELECT " + brackets + " FROM numbers WHERE n = 1").text())
        .isEqualTo("[1]");
  }

  private static void assertFailed(Outcome end, ErrorCode code) {
    assertThat(end)
        .isInstanceOfSatisfying(
            Outcome.Failed.class, failed -> assertThat(failed.code()).isEqualTo(code));
  }
}
