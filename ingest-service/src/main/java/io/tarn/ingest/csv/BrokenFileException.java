package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import java.io.IOException;

/**
 * The stored bytes cannot be decoded from some point on: the file's fault, where any other {@link
 * IOException} is the store's. What came before that point is read first, so that the reader can
 * tell the line.
 */
final class BrokenFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;

  /**
   * @param reason what is wrong, as a sentence for the caller
   */
  BrokenFileException(ErrorCode code, String reason) {
    super(reason);
    this.code = code;
  }

  BrokenFileException(ErrorCode code, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
  }

  ErrorCode code() {
    return code;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
