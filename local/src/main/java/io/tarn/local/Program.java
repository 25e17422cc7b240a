package io.tarn.local;

import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A part of the lake that runs as a process of its own and can be started again. */
interface Program {
  /** Starts it; it need not be ready when this returns. */
  Running start() throws IOException, InterruptedException;

  /** One process of the program. */
  interface Running {
    ProcessId process();

    boolean isAlive();

    /** Completes when the process has ended. */
    CompletableFuture<?> onExit();

    /** Why it does not do its work at the moment; empty when it does. Asks it, within seconds. */
    Optional<String> trouble() throws InterruptedException;

    /** How it ended, in a few words, as {@code exit code 1}. */
    String ending();

    /** Stops it in order, by force if that takes too long; returns when it has ended. */
    void stop() throws IOException, InterruptedException;
  }
}
