package io.tarn.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.List;

/**
 * A problem document (RFC 9457), as {@code application/problem+json}.
 *
 * @param type address of the page about the code, relative to the origin: {@code /problems/<code>}
 * @param title the code's constant title
 * @param status HTTP status
 * @param detail what is wrong with this request, as a sentence
 * @param code name of the {@link ErrorCode}
 * @param requestId id of the request, as in the log
 * @param errors where exactly, if known; left out when empty
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "code", "requestId", "errors"})
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    String requestId,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Place> errors) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public Problem {
    errors = List.copyOf(errors);
  }

  /** The problem of the current request. */
  public static Problem of(ErrorCode code, String detail, List<Place> errors) {
    return new Problem(
        "/problems/" + code.name(),
        code.title(),
        HttpStatus.of(code, errors),
        detail,
        code.name(),
        RequestIds.current(),
        errors);
  }

  public static Problem of(ErrorCode code, String detail) {
    return of(code, detail, List.of());
  }

  public static Problem of(ProblemException problem) {
    return of(problem.code(), problem.detail(), problem.places());
  }

  /** What a caller reads when the fault is ours: no cause, only the id to ask about. */
  public static Problem internal() {
    return of(
        ErrorCode.INTERNAL_ERROR,
        "Something went wrong inside Tarn; nothing that you sent explains it. The log has the cause"
            + " under the request id "
            + RequestIds.current()
            + ".");
  }
}
