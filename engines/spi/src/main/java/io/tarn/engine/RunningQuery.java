package io.tarn.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A query that was started. Thread-safe; needs no closing. */
public interface RunningQuery {
  UUID id();

  /** Waits for the end. The outcome never changes after that. */
  Outcome await() throws InterruptedException;

  /** Waits for the end, but not longer than this; empty if it still runs. */
  Optional<Outcome> await(Duration atMost) throws InterruptedException;

  /**
   * Asks the engine to stop it. Returns at once; does nothing if it has ended. After it the outcome
   * is {@link Outcome.Cancelled}, unless the query ended otherwise in the same moment.
   */
  void cancel();
}
