package io.tarn.local;

import io.tarn.embedded.LeashedProcess;
import io.tarn.embedded.LeashedProcess.Signal;
import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A program made of a shell script; whether it is ready is for the test to say. */
final class StandIn implements Program {
  private final String script;
  private final Supplier<Optional<String>> trouble;
  final AtomicInteger starts = new AtomicInteger();

  StandIn(String script, Supplier<Optional<String>> trouble) {
    this.script = script;
    this.trouble = trouble;
  }

  @Override
  public Running start() throws IOException {
    starts.incrementAndGet();
    LeashedProcess process =
        LeashedProcess.start(
            List.of("/bin/sh", "-c", script),
            Path.of("/"),
            variables -> {},
            Signal.KILL,
            line -> {});
    return new RunningStandIn(process);
  }

  private final class RunningStandIn implements Running {
    private final LeashedProcess process;

    RunningStandIn(LeashedProcess process) {
      this.process = process;
    }

    @Override
    public ProcessId process() {
      return new ProcessId(process.pid(), process.startedAt());
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public CompletableFuture<?> onExit() {
      return process.onExit();
    }

    @Override
    public Optional<String> trouble() {
      return trouble.get();
    }

    @Override
    public String ending() {
      return "exit code " + process.exitCode();
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      process.stop(Signal.TERM, Duration.ofSeconds(5));
    }
  }
}
