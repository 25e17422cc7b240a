package io.tarn.local;

import io.tarn.embedded.LeashedProcess;
import io.tarn.embedded.LeashedProcess.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tarn down}: stops the lake, or what is left of one whose launcher was killed. */
@Command(name = "down", description = "Stop the lake.")
final class DownCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Override
  public Integer call() throws Exception {
    DataFolder folder = lakeOptions.folder();
    if (!folder.exists()) {
      System.out.printf("No lake runs with the data in %s.%n", folder.path());
      return 0;
    }
    Optional<LakeState> state = LakeState.read(folder.state());
    Optional<ProcessHandle> launcher = state.flatMap(known -> known.launcher().handle());
    if (launcher.isPresent()) {
      LeashedProcess.signal(launcher.get().pid(), Signal.TERM);
      try {
        launcher.get().onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new LauncherException(
            "The lake (process %d) did not stop within %s: end it with 'kill -9 %d', then say again: %s"
                .formatted(
                    launcher.get().pid(),
                    Text.of(LIMIT),
                    launcher.get().pid(),
                    lakeOptions.command("down")),
            e);
      } catch (ExecutionException e) {
        throw new IOException(e);
      }
      System.out.printf("Stopped the lake with the data in %s.%n", folder.path());
      return 0;
    }
    try (DataFolder.Hold hold =
        folder
            .hold()
            .orElseThrow(
                () ->
                    new LauncherException(
                        "A lake is being started with the data in %s: wait until it is ready, then stop it."
                            .formatted(folder.path())))) {
      List<String> ended = Leftovers.end(folder);
      System.out.println(
          ended.isEmpty()
              ? "No lake runs with the data in %s.".formatted(folder.path())
              : "Ended what a killed lake had left: %s.".formatted(String.join(", ", ended)));
      return 0;
    }
  }
}
