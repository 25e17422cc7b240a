package io.tarn.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.embedded.LeashedProcess.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LeashedProcessIT {
  @TempDir Path temp;

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    LinkedBlockingQueue<String> pids = new LinkedBlockingQueue<>();
    LeashedProcess parent =
        LeashedProcess.start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                LeashedSleeper.class.getName()),
            temp,
            variables -> {},
            Signal.KILL,
            pids::add);
    String pid = pids.poll(30, TimeUnit.SECONDS);
    ProcessHandle child = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    parent.signal(Signal.KILL);
    child.onExit().get(10, TimeUnit.SECONDS);
    assertThat(child.isAlive()).isFalse();
    assertThat(parent.awaitExit(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void givesExitCodesAndAllOutput() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    LeashedProcess process = shell("echo one; echo two >&2; printf three; exit 7", lines);
    process.onExit().get(10, TimeUnit.SECONDS);
    assertThat(process.exitCode()).isEqualTo(7);
    assertThat(lines).containsExactlyInAnyOrder("one", "two", "three");
  }

  @Test
  void cutsEndlessLines() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    shell("head -c 40000 /dev/zero | tr '\\0' x", lines).onExit().get(10, TimeUnit.SECONDS);
    assertThat(lines).extracting(String::length).containsExactly(16_384, 16_384, 7_232);
  }

  @Test
  void killsWhatDoesNotStopInTime() throws Exception {
    LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    LeashedProcess process =
        shell("trap '' TERM; echo ready; while :; do read -r x; done < /dev/zero", lines);
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("ready");
    process.stop(Signal.TERM, Duration.ofMillis(300));
    assertThat(process.exitCode()).isEqualTo(128 + 9);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void isInASessionOfItsOwn() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    LeashedProcess process = shell("cat /proc/self/stat", lines);
    process.onExit().get(10, TimeUnit.SECONDS);
    String session = lines.getFirst().split(" ")[5];
    assertThat(session).isEqualTo(Long.toString(process.pid()));
  }

  private LeashedProcess shell(String script, java.util.Collection<String> lines) throws Exception {
    return LeashedProcess.start(
        List.of("/bin/sh", "-c", script), temp, variables -> {}, Signal.KILL, lines::add);
  }
}
