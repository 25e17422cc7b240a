package io.tarn.lake;

import io.tarn.kernel.Caller;

/** Gives a token that the catalog accepts, for a caller. Thread-safe. */
@FunctionalInterface
public interface TokenSource {
  String token(Caller caller);
}
