package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/** A wish that work in another thread should stop. Thread-safe; once given it stays. */
public final class Cancellation {
  private boolean cancelled;
  private @Nullable Runnable stop;

  /** Something that can be interrupted by the wish, and may fail in its own way when it is. */
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /** Gives the wish, and stops what runs inside {@link #during}. */
  public synchronized void cancel() {
    cancelled = true;
    if (stop != null) {
      stop.run();
    }
  }

  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * @throws ProblemException {@code CONFLICT} if the wish was given
   */
  public synchronized void check() {
    if (cancelled) {
      throw new ProblemException(ErrorCode.CONFLICT, "The work was cancelled.");
    }
  }

  /** Runs work that {@code stop} can interrupt; not nested. */
  public <T, E extends Exception> T during(Runnable stop, Work<T, E> work) throws E {
    synchronized (this) {
      check();
      this.stop = stop;
    }
    try {
      return work.run();
    } finally {
      synchronized (this) {
        this.stop = null;
      }
    }
  }
}
