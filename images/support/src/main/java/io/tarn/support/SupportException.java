package io.tarn.support;

/** Something that an operator can put right; the message says what and how. */
final class SupportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SupportException(String message) {
    super(message);
  }

  SupportException(String message, Throwable cause) {
    super(message, cause);
  }
}
