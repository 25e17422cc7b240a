package io.tarn.engine;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import org.jspecify.annotations.Nullable;

/** How a query ended. */
public sealed interface Outcome {
  Statistics statistics();

  /** The result's file is complete. */
  record Succeeded(Statistics statistics) implements Outcome {}

  /**
   * There is no result's file.
   *
   * @param code the reason, with Trino's name where it is the statement's fault
   * @param detail a sentence for the caller
   * @param place where in the statement, if known
   */
  record Failed(ErrorCode code, String detail, @Nullable Place place, Statistics statistics)
      implements Outcome {}

  /** It was stopped by {@link RunningQuery#cancel()}; there is no result's file. */
  record Cancelled(Statistics statistics) implements Outcome {}
}
