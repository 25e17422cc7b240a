package io.tarn.local;

import io.tarn.embedded.LeashedProcess;
import io.tarn.embedded.LeashedProcess.Signal;
import io.tarn.local.LakeState.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends what a killed launcher left running, by the record in the data folder. */
final class Leftovers {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private Leftovers() {}

  /**
   * Ends the recorded processes that still run, services first, and removes the record. The caller
   * holds the data folder, so no launcher lives.
   *
   * @return the names of the parts that still ran
   */
  static List<String> end(DataFolder folder) throws IOException, InterruptedException {
    List<String> ended = new ArrayList<>();
    var state = LakeState.read(folder.state());
    if (state.isPresent()) {
      for (Part part : state.get().parts().reversed()) {
        if (part.process() == null) {
          continue;
        }
        var process = part.process().handle();
        if (process.isPresent()) {
          boolean postgres = part.name().equals(Lake.POSTGRES);
          end(process.get(), postgres ? Signal.INT : Signal.TERM);
          ended.add(part.name());
        }
      }
      Files.deleteIfExists(folder.state());
    }
    return ended.reversed();
  }

  private static void end(ProcessHandle process, Signal signal)
      throws IOException, InterruptedException {
    LeashedProcess.signal(process.pid(), signal);
    try {
      process.onExit().get(GRACE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LeashedProcess.signal(process.pid(), Signal.KILL);
      process.onExit().join();
    } catch (ExecutionException e) {
      throw new IOException(e);
    }
  }
}
