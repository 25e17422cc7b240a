package io.tarn.gateway.proxy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.HttpStatus;
import io.tarn.rest.Problem;
import io.tarn.rest.ProblemRoutes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Answers requests that do not reach a service: a problem document, or under {@code /iceberg} the
 * error envelope of the Iceberg REST protocol, which its clients read.
 */
@ApplicationScoped
class Refusal {
  private static final String ICEBERG = "/iceberg/";

  private final ProblemRoutes problems;

  Refusal(ProblemRoutes problems) {
    this.problems = problems;
  }

  void answer(RoutingContext context, ProblemException problem) {
    boolean begun = context.response().headWritten() || context.response().ended();
    if (begun || !String.valueOf(context.request().path()).startsWith(ICEBERG)) {
      problems.answer(context, Problem.of(problem));
      return;
    }
    int status = HttpStatus.of(problem.code());
    if (problem.code() == ErrorCode.UNAUTHENTICATED) {
      context.response().putHeader("WWW-Authenticate", "Bearer");
    }
    JsonObject error =
        new JsonObject()
            .put("message", problem.detail())
            .put("type", type(problem.code()))
            .put("code", status);
    var _ =
        context
            .response()
            .setStatusCode(status)
            .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
            .end(new JsonObject().put("error", error).toBuffer());
  }

  /** The names of the specification's error model. */
  private static String type(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> "NotAuthorizedException";
      case FORBIDDEN -> "ForbiddenException";
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> "ServiceUnavailableException";
      case INTERNAL_ERROR -> "ServiceFailureException";
      default -> "BadRequestException";
    };
  }
}
