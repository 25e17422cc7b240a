package io.tarn.lake;

import io.tarn.kernel.Caller;
import java.util.Map;

/**
 * Gives the headers of a request to the catalog on a caller's behalf: the token that it accepts,
 * and the id of the request that this thread works for. Thread-safe.
 */
@FunctionalInterface
public interface CallHeaders {
  Map<String, String> of(Caller caller);
}
