package io.tarn.engine;

import java.time.Duration;

/**
 * What a query may use at most.
 *
 * @param timeout time from start to end; beyond it the query fails with {@code EXCEEDED_TIME_LIMIT}
 * @param maxResultBytes size of the result's file; beyond it the query fails with {@code
 *     RESULT_TOO_LARGE}
 */
public record Limits(Duration timeout, long maxResultBytes) {
  public Limits {
    if (timeout.isNegative() || timeout.isZero() || maxResultBytes <= 0) {
      throw new IllegalArgumentException(
          "limits must be positive: " + timeout + ", " + maxResultBytes);
    }
  }
}
