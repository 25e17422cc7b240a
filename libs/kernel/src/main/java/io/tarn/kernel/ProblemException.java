package io.tarn.kernel;

import java.util.List;

/**
 * A request or a piece of work that cannot be done, for a reason that the caller is told: becomes a
 * problem document (RFC 9457) at the edge, or the {@code error} of a resource.
 */
public class ProblemException extends RuntimeException {
  private final ErrorCode code;
  private final transient List<Place> places;

  /**
   * @param detail a sentence for the caller: what is wrong and what to do; never a secret, never a
   *     stack trace
   */
  public ProblemException(ErrorCode code, String detail) {
    this(code, detail, List.of());
  }

  public ProblemException(ErrorCode code, String detail, List<Place> places) {
    super(detail);
    this.code = code;
    this.places = List.copyOf(places);
  }

  public ProblemException(ErrorCode code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.places = List.of();
  }

  public ErrorCode code() {
    return code;
  }

  /** The sentence for the caller. */
  public String detail() {
    return String.valueOf(getMessage());
  }

  public List<Place> places() {
    return places;
  }
}
