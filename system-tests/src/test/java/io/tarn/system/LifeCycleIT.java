package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.system.Checkout.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a lake starts, heals and ends. */
class LifeCycleIT {
  private static final Duration SOON = Duration.ofMinutes(2);

  @TempDir Path temp;
  private Path data;
  private Optional<Lake> running = Optional.empty();

  @BeforeEach
  void choosePlace() {
    data = temp.resolve("a lake, with 'odd' $HOME name");
  }

  @AfterEach
  void stop() throws Exception {
    if (running.isPresent()) {
      running.get().close();
    }
  }

  private Lake start() throws Exception {
    Lake lake = Lake.start(data);
    running = Optional.of(lake);
    return lake;
  }

  private static void assertNothingRuns(Map<String, Long> processes) throws Exception {
    for (Map.Entry<String, Long> part : processes.entrySet()) {
      Optional<ProcessHandle> process = ProcessHandle.of(part.getValue());
      if (process.isPresent()) {
        process.get().onExit().get(30, TimeUnit.SECONDS);
      }
    }
    assertThat(processes).isNotEmpty();
  }

  @Test
  void downStopsEverythingAndASecondStartFindsItsData() throws Exception {
    Lake first = start();
    String key = first.key("editor");
    Map<String, Long> processes = first.processes();
    Output down = first.tarn("down");
    assertThat(down.exitCode()).isZero();
    assertThat(first.awaitEnd()).isZero();
    assertThat(first.output()).contains("Stopping.", "Stopped.");
    assertNothingRuns(processes);

    Lake second = start();
    second
        .anonymous()
        .header("Authorization", "Bearer " + key)
        .get("/api/v1/me")
        .then()
        .statusCode(200);
    assertThat(second.signInLink().replaceAll(".*#", ""))
        .isEqualTo(first.signInLink().replaceAll(".*#", ""));
  }

  /** A build in the background ignores SIGINT, and hands that down: so it is set back. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void ctrlCStopsEverything() throws Exception {
    int port = Lake.freePort();
    ProcessBuilder up =
        Checkout.tarn(List.of("up", "--data", data.toString(), "--port", Integer.toString(port)));
    up.command().addAll(0, List.of("env", "--default-signal=INT"));
    Lake lake = Lake.start(data, port, up);
    running = Optional.of(lake);
    Map<String, Long> processes = lake.processes();
    Checkout.run(new ProcessBuilder("/bin/sh", "-c", "kill -s INT " + lake.launcher().pid()));
    assertThat(lake.awaitEnd()).isZero();
    assertNothingRuns(processes);
  }

  @Test
  void nothingIsLeftWhenUpIsKilledAndTheNextUpStarts() throws Exception {
    Lake first = start();
    String key = first.key("editor");
    Map<String, Long> processes = first.processes();
    first.kill();
    assertNothingRuns(processes);

    start()
        .anonymous()
        .header("Authorization", "Bearer " + key)
        .get("/api/v1/me")
        .then()
        .statusCode(200);
  }

  @Test
  void aKilledServiceIsStartedAgainAndThatIsSaid() throws Exception {
    Lake lake = start();
    for (String part : List.of("query-service", "postgres")) {
      long before = lake.processes().get(part);
      ProcessHandle.of(before).orElseThrow().destroyForcibly();
      lake.awaitOutput(part + ": it ended \\(.*starting again in", SOON);
      lake.awaitOutput(part + " is ready again", SOON);
      assertThat(lake.processes().get(part)).isNotEqualTo(before);
    }
    Output status = lake.tarn("status");
    assertThat(status.out()).containsPattern("query-service .* restarted once");
  }

  @Test
  void twoLakesRunSideBySide() throws Exception {
    Lake one = start();
    try (Lake other = Lake.start(temp.resolve("other"))) {
      other.as("viewer").get("/api/v1/me").then().statusCode(200);
      one.anonymous()
          .header("Authorization", "Bearer " + other.key("viewer"))
          .get("/api/v1/me")
          .then()
          .statusCode(401);
    }
    one.as("viewer").get("/api/v1/me").then().statusCode(200);
  }

  @Test
  void aRelativeDataFolderIsBelowTheWorkingFolder() throws Exception {
    int port = Lake.freePort();
    ProcessBuilder up =
        Checkout.tarn(List.of("up", "--data", "here", "--port", Integer.toString(port)));
    running = Optional.of(Lake.start(temp.resolve("here"), port, up.directory(temp.toFile())));
    assertThat(temp.resolve("here/lake.json")).exists();
    assertThat(Files.isDirectory(temp.resolve("here/objects/raw"))).isTrue();
  }
}
