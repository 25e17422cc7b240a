package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import io.tarn.local.LakeState.ProcessId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversIT {
  @TempDir Path temp;
  private DataFolder folder;
  private Program.Running child;

  @BeforeEach
  void leaveAChild() throws Exception {
    folder = new DataFolder(temp.resolve("lake"));
    folder.prepare(0);
    child = new StandIn("exec sleep 600", Optional::empty).start();
  }

  @AfterEach
  void stop() throws Exception {
    child.stop();
  }

  private void record(ProcessId process) throws Exception {
    new LakeState(
            new ProcessId(1, process.startedAt()),
            true,
            "http://127.0.0.1:1",
            "http://127.0.0.1:2",
            3,
            List.of(new Part("query-service", Condition.READY, process, 0, null)))
        .write(folder.state());
  }

  @Test
  void endsWhatTheRecordNames() throws Exception {
    record(child.process());
    assertThat(Leftovers.end(folder)).containsExactly("query-service");
    assertThat(child.isAlive()).isFalse();
    assertThat(folder.state()).doesNotExist();
  }

  @Test
  void sparesAProcessThatGotTheSameIdLater() throws Exception {
    ProcessId before =
        new ProcessId(
            child.process().pid(), child.process().startedAt().minus(Duration.ofMinutes(5)));
    record(before);
    assertThat(Leftovers.end(folder)).isEmpty();
    assertThat(child.isAlive()).isTrue();
  }

  @Test
  void findsNothingWithoutARecord() throws Exception {
    assertThat(Leftovers.end(folder)).isEmpty();
  }
}
