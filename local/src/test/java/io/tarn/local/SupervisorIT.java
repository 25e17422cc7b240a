package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import io.tarn.local.Supervisor.Pace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SupervisorIT {
  private static final String LASTING = "exec sleep 600";
  private static final Pace QUICK =
      new Pace(
          Duration.ofMillis(10),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          Duration.ofMillis(50),
          Duration.ofMillis(200),
          Duration.ofMinutes(1),
          3);

  private final List<Part> reports = new CopyOnWriteArrayList<>();
  private final AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
  private Supervisor supervisor;

  @AfterEach
  void stop() throws Exception {
    supervisor.awaitStop();
  }

  private StandIn supervise(String script) {
    StandIn program = new StandIn(script, trouble::get);
    supervisor = new Supervisor("part", program, QUICK, reports::add);
    return program;
  }

  @Test
  void reportsReadyWhenTheProgramSaysSo() throws Exception {
    trouble.set(Optional.of("warming up"));
    supervise(LASTING);
    var ready = supervisor.start();
    await().until(() -> "warming up".equals(supervisor.part().detail()));
    assertThat(ready).isNotDone();
    trouble.set(Optional.empty());
    ready.get(10, TimeUnit.SECONDS);
    assertThat(supervisor.part().condition()).isEqualTo(Condition.READY);
  }

  @Test
  void startsAProgramThatDiedAgain() throws Exception {
    StandIn program = supervise(LASTING);
    supervisor.start().get(10, TimeUnit.SECONDS);
    long first = supervisor.part().process().pid();
    ProcessHandle.of(first).orElseThrow().destroyForcibly();
    await()
        .until(
            () ->
                supervisor.part().condition() == Condition.READY
                    && supervisor.part().process().pid() != first);
    assertThat(program.starts).hasValue(2);
    assertThat(supervisor.part().restarts()).isEqualTo(1);
    assertThat(reports)
        .filteredOn(part -> part.condition() == Condition.RESTARTING)
        .singleElement()
        .extracting(Part::detail)
        .isEqualTo("it ended (exit code 137); starting again in 0.1 s");
  }

  @Test
  void pausesLongerWithEachFailure() throws Exception {
    supervise("sleep 0.1");
    supervisor.start().get(10, TimeUnit.SECONDS);
    await().until(() -> supervisor.part().restarts() >= 4);
    assertThat(reports)
        .filteredOn(part -> part.condition() == Condition.RESTARTING)
        .extracting(Part::detail)
        .map(detail -> detail.replaceAll(".* in ", ""))
        .startsWith("0.1 s", "0.1 s", "0.2 s", "0.2 s");
  }

  @Test
  void givesUpAProgramThatNeverGetsReady() {
    trouble.set(Optional.of("warming up"));
    StandIn program = supervise("exit 3");
    assertThatThrownBy(() -> supervisor.start().orTimeout(10, TimeUnit.SECONDS).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOf(LauncherException.class)
        .hasMessage("part does not start: exit code 3");
    assertThat(program.starts).hasValue(3);
  }

  @Test
  void tellsTroubleAndItsEnd() throws Exception {
    supervise(LASTING);
    supervisor.start().get(10, TimeUnit.SECONDS);
    trouble.set(Optional.of("down: database"));
    await().until(() -> supervisor.part().condition() == Condition.UNREADY);
    assertThat(supervisor.part().detail()).isEqualTo("down: database");
    trouble.set(Optional.empty());
    await().until(() -> supervisor.part().condition() == Condition.READY);
  }

  @Test
  void leavesNothingRunningWhenStopped() throws Exception {
    supervise(LASTING);
    supervisor.start().get(10, TimeUnit.SECONDS);
    ProcessHandle process = supervisor.part().process().handle().orElseThrow();
    supervisor.awaitStop();
    assertThat(process.isAlive()).isFalse();
    assertThat(supervisor.part().condition()).isEqualTo(Condition.STOPPED);
  }

  @Test
  void stopsWhileItPausesBeforeARestart() throws Exception {
    trouble.set(Optional.of("warming up"));
    StandIn program = new StandIn("exit 3", trouble::get);
    Pace slow =
        new Pace(
            QUICK.whileStarting(),
            QUICK.whileUnready(),
            QUICK.whileReady(),
            Duration.ofMinutes(5),
            Duration.ofMinutes(5),
            QUICK.steadyAfter(),
            3);
    supervisor = new Supervisor("part", program, slow, reports::add);
    var ready = supervisor.start();
    await().until(() -> supervisor.part().condition() == Condition.RESTARTING);
    supervisor.awaitStop();
    assertThat(ready).isCompletedExceptionally();
    assertThat(program.starts).hasValue(1);
  }
}
