package io.tarn.local;

import io.tarn.embedded.EmbeddedServerException;
import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one program running: starts it, sees that it gets ready and stays so, starts it again with
 * growing pauses when it ends, and reports every change. A program that ends three times without
 * ever having been ready is given up. Thread-safe.
 */
final class Supervisor {
  /** The pauses and counts; tests use shorter ones. */
  record Pace(
      Duration whileStarting,
      Duration whileUnready,
      Duration whileReady,
      Duration firstPause,
      Duration longestPause,
      Duration steadyAfter,
      int attempts) {
    static final Pace USUAL =
        new Pace(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            3);
  }

  private final String name;
  private final Program program;
  private final Pace pace;
  private final Consumer<Part> report;
  private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
  private final CountDownLatch stopRequest = new CountDownLatch(1);
  private final Thread thread;
  private volatile Part part;

  /**
   * @param report gets the part's condition after each change, from one thread
   */
  Supervisor(String name, Program program, Pace pace, Consumer<Part> report) {
    this.name = name;
    this.program = program;
    this.pace = pace;
    this.report = report;
    this.part = new Part(name, Condition.STARTING, null, 0, null);
    this.thread = Thread.ofPlatform().name("supervisor of " + name).unstarted(this::run);
  }

  String name() {
    return name;
  }

  Part part() {
    return part;
  }

  /** Begins; completes when the program is ready for the first time, or fails when given up. */
  CompletableFuture<Void> start() {
    thread.start();
    return firstReady;
  }

  /** Asks for the end; {@link #awaitStop} waits for it. */
  void requestStop() {
    stopRequest.countDown();
  }

  void awaitStop() throws InterruptedException {
    requestStop();
    thread.join();
  }

  private void run() {
    int failures = 0;
    Duration pause = pace.firstPause();
    try {
      while (!isStopping()) {
        Instant begun = Instant.now();
        String ending = runOnce();
        if (isStopping()) {
          break;
        }
        failures++;
        if (!firstReady.isDone() && failures == pace.attempts()) {
          change(Condition.STOPPED, null, ending);
          firstReady.completeExceptionally(
              new LauncherException("%s does not start: %s".formatted(name, ending)));
          return;
        }
        pause = begun.plus(pace.steadyAfter()).isBefore(Instant.now()) ? pace.firstPause() : pause;
        part = new Part(name, part.condition(), null, part.restarts() + 1, null);
        change(
            Condition.RESTARTING,
            null,
            "it ended (%s); starting again in %s".formatted(ending, Text.of(pause)));
        waitFor(pause);
        pause = min(pause.multipliedBy(2), pace.longestPause());
      }
      change(Condition.STOPPED, null, null);
      firstReady.completeExceptionally(new LauncherException(name + " was stopped"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      change(Condition.STOPPED, null, "it is not watched any more: " + e.getMessage());
      firstReady.completeExceptionally(e);
    }
  }

  /** Runs the program until it ends or shall stop; says how it ended. */
  private String runOnce() throws InterruptedException {
    Program.@Nullable Running running = null;
    try {
      change(Condition.STARTING, null, null);
      running = program.start();
      change(Condition.STARTING, running, null);
      while (running.isAlive() && !isStopping()) {
        Optional<String> trouble = running.trouble();
        if (trouble.isEmpty()) {
          change(Condition.READY, running, null);
          firstReady.complete(null);
        } else if (running.isAlive()) {
          boolean wasReady = part.condition() == Condition.READY;
          boolean unready = wasReady || part.condition() == Condition.UNREADY;
          change(unready ? Condition.UNREADY : Condition.STARTING, running, trouble.get());
        }
        await(
            running,
            switch (part.condition()) {
              case READY -> pace.whileReady();
              case UNREADY -> pace.whileUnready();
              case STARTING, RESTARTING, STOPPED -> pace.whileStarting();
            });
      }
      return isStopping() ? "stopped" : running.ending();
    } catch (IOException | EmbeddedServerException e) {
      return String.valueOf(e.getMessage());
    } finally {
      if (running != null) {
        stop(running);
      }
    }
  }

  private void stop(Program.Running running) throws InterruptedException {
    try {
      running.stop();
    } catch (IOException e) {
      change(Condition.STOPPED, running, "it could not be stopped: " + e.getMessage());
    }
  }

  /** Waits for the process's end or the request to stop, at most so long. */
  private void await(Program.Running running, Duration atMost) throws InterruptedException {
    CompletableFuture<?> exit = running.onExit();
    Instant deadline = Instant.now().plus(atMost);
    while (!isStopping() && !exit.isDone() && Instant.now().isBefore(deadline)) {
      Duration slice = min(Duration.between(Instant.now(), deadline), Duration.ofMillis(100));
      try {
        exit.get(Math.max(1, slice.toMillis()), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        continue;
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void waitFor(Duration pause) throws InterruptedException {
    if (stopRequest.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      return;
    }
  }

  private boolean isStopping() {
    return stopRequest.getCount() == 0;
  }

  private void change(
      Condition condition, Program.@Nullable Running running, @Nullable String detail) {
    Part next =
        new Part(
            name, condition, running == null ? null : running.process(), part.restarts(), detail);
    if (!next.equals(part) || condition == Condition.STARTING) {
      part = next;
      report.accept(next);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
