package io.tarn.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Answers with problem documents where a request fails outside of the resources, in a route. */
@ApplicationScoped
public class ProblemRoutes {
  private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);
  private static final int FIRST = -10_000;

  private final ObjectMapper json;

  ProblemRoutes(ObjectMapper json) {
    this.json = json;
  }

  void register(@Observes Router router) {
    router.route().order(FIRST).failureHandler(this::failed);
  }

  /** Ends the request with a problem, or cuts the connection if an answer has begun. */
  public void answer(RoutingContext context, Problem problem) {
    HttpServerResponse response = context.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      EventStreams.cut(context);
      return;
    }
    response.setStatusCode(problem.status());
    ProblemHeaders.of(problem.status()).forEach(response::putHeader);
    response.putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    try {
      context.end(Buffer.buffer(json.writeValueAsBytes(problem)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void failed(RoutingContext context) {
    answer(context, problem(context.failure(), context.statusCode(), context.normalizedPath()));
  }

  private static Problem problem(@Nullable Throwable failure, int status, String path) {
    return switch (failure) {
      case ProblemException problem -> Problem.of(problem);
      case UnauthorizedException e ->
          Problem.of(
              ErrorCode.UNAUTHENTICATED, "Send a key or a token: Authorization: Bearer <key>.");
      case AuthenticationFailedException e ->
          Problem.of(
              ErrorCode.UNAUTHENTICATED,
              "The key or token that came with the request is not valid, or no longer.");
      case ForbiddenException e ->
          Problem.of(ErrorCode.FORBIDDEN, "The role of this key or token does not allow this.");
      case null, default -> {
        if (status == 404) {
          yield Problem.of(ErrorCode.NOT_FOUND, "There is nothing at " + path + ".");
        }
        if (status == 400) {
          yield Problem.of(ErrorCode.INVALID_ARGUMENT, "The request is not well formed.");
        }
        LOG.errorf(failure, "A request failed with status %d", status);
        yield Problem.internal();
      }
    };
  }
}
