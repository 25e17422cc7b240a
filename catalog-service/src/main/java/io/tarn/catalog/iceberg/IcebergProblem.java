package io.tarn.catalog.iceberg;

import org.apache.iceberg.rest.responses.ErrorResponse;

/** A request of the Iceberg REST protocol that was not done, with the protocol's own answer. */
final class IcebergProblem extends RuntimeException {
  private final transient ErrorResponse answer;

  IcebergProblem(int status, String type, String message, Throwable cause) {
    super(message, cause);
    this.answer =
        ErrorResponse.builder().responseCode(status).withType(type).withMessage(message).build();
  }

  ErrorResponse answer() {
    return answer;
  }
}
