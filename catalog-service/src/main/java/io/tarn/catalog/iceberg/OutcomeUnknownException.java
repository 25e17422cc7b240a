package io.tarn.catalog.iceberg;

/** PostgreSQL broke off while it was told to commit: it may have, or not. */
final class OutcomeUnknownException extends RuntimeException {
  OutcomeUnknownException(Throwable cause) {
    super("The connection to PostgreSQL broke off during COMMIT", cause);
  }
}
