package io.tarn.embedded;

import org.jspecify.annotations.Nullable;

/**
 * An embedded server that cannot do its work, for a reason that a person can remedy: the message
 * says what, where, and what to do.
 */
public final class EmbeddedServerException extends RuntimeException {
  public EmbeddedServerException(String message) {
    super(message);
  }

  public EmbeddedServerException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
