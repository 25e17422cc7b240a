package io.tarn.rest;

import java.util.Map;

/** The headers that go with a problem's status. */
final class ProblemHeaders {
  private static final String RETRY_SECONDS = "1";

  private ProblemHeaders() {}

  static Map<String, String> of(int status) {
    return switch (status) {
      case 401 -> Map.of("WWW-Authenticate", "Bearer");
      case 429, 503 -> Map.of("Retry-After", RETRY_SECONDS);
      // what was not read of the body would otherwise be taken for the next request
      case 413 -> Map.of("Connection", "close");
      default -> Map.of();
    };
  }
}
