package io.tarn.rest;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The changes of a resource's state as a stream of Server-Sent Events. */
public final class StateEvents {
  private static final Duration LONGEST = Duration.ofHours(1);

  private StateEvents() {}

  /**
   * The present state, then each that differs from the one before, until the last; the stream ends
   * after an hour at the latest.
   *
   * @param read reads the state; may block
   * @param last whether no further state follows
   */
  public static <T> Multi<T> of(Changes changes, Supplier<T> read, Predicate<T> last) {
    return Multi.createFrom()
        .<T>emitter(
            emitter -> {
              @Nullable T before = null;
              long end = System.nanoTime() + LONGEST.toNanos();
              while (!emitter.isCancelled() && System.nanoTime() < end) {
                T known = before;
                T state =
                    changes.until(
                        read,
                        now -> emitter.isCancelled() || !now.equals(known),
                        Duration.ofSeconds(5));
                if (!state.equals(before)) {
                  emitter.emit(state);
                  before = state;
                }
                if (last.test(state) || Thread.currentThread().isInterrupted()) {
                  break;
                }
              }
              emitter.complete();
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }
}
