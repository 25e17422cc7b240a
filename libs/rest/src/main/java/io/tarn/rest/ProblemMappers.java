package io.tarn.rest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResteasyReactiveClientProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns every exception that leaves a resource into a problem document. What is the caller's fault
 * is told; what is ours is logged with its cause, and the caller reads the request id.
 */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final String SIGN_IN = "Send a key or a token: Authorization: Bearer <key>.";

  private final AllowedMethods allowedMethods;

  ProblemMappers(AllowedMethods allowedMethods) {
    this.allowedMethods = allowedMethods;
  }

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    Problem problem = Problem.of(e);
    if (problem.status() >= 500) {
      LOG.errorf(e, "%s: %s", problem.code(), e.detail());
      return e.code() == ErrorCode.INTERNAL_ERROR ? answer(Problem.internal()) : answer(problem);
    }
    return answer(problem);
  }

  @ServerExceptionMapper
  Response unauthorized(UnauthorizedException e) {
    return answer(Problem.of(ErrorCode.UNAUTHENTICATED, SIGN_IN));
  }

  @ServerExceptionMapper
  Response authenticationFailed(AuthenticationFailedException e) {
    LOG.debug("A key or token was refused");
    return answer(
        Problem.of(
            ErrorCode.UNAUTHENTICATED,
            "The key or token that came with the request is not valid, or no longer."));
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return answer(
        Problem.of(ErrorCode.FORBIDDEN, "The role of this key or token does not allow this."));
  }

  @ServerExceptionMapper
  Response http(WebApplicationException e, UriInfo address) {
    int status = e.getResponse().getStatus();
    if (e instanceof ResteasyReactiveClientProblem) {
      return unexpected(e);
    }
    if (e.getCause() instanceof ProblemException own) {
      return problem(own);
    }
    if (status < 400) {
      return e.getResponse();
    }
    String path = address.getPath();
    return switch (status) {
      case 401 -> answer(Problem.of(ErrorCode.UNAUTHENTICATED, SIGN_IN));
      case 403 ->
          answer(
              Problem.of(
                  ErrorCode.FORBIDDEN, "The role of this key or token does not allow this."));
      case 404 ->
          e.getCause() == null
              ? answer(Problem.of(ErrorCode.NOT_FOUND, "There is nothing at " + path + "."))
              : answer(
                  Problem.of(
                      ErrorCode.INVALID_ARGUMENT,
                      "A value in the path or in the query is not of the kind that is expected."));
      case 405 -> notAllowed(e, path);
      case 406 ->
          answer(
              Problem.of(
                  ErrorCode.NOT_ACCEPTABLE,
                  "This address cannot answer in any media type that Accept names."));
      case 409 -> answer(Problem.of(ErrorCode.CONFLICT, ErrorCode.CONFLICT.title() + "."));
      case 412 ->
          answer(
              Problem.of(
                  ErrorCode.PRECONDITION_FAILED, ErrorCode.PRECONDITION_FAILED.title() + "."));
      case 413 ->
          answer(Problem.of(ErrorCode.BODY_TOO_LARGE, ErrorCode.BODY_TOO_LARGE.title() + "."));
      case 415 ->
          answer(
              Problem.of(
                  ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                  "This address does not read the media type that Content-Type names."));
      case 429 -> answer(Problem.of(ErrorCode.TOO_MANY_REQUESTS, "Try again in a moment."));
      default ->
          status < 500
              ? answer(Problem.of(ErrorCode.INVALID_ARGUMENT, "The request is not well formed."))
              : unexpected(e);
    };
  }

  @ServerExceptionMapper
  Response invalid(ValidationException e) {
    if (!(e instanceof ConstraintViolationException violation)
        || violation.getConstraintViolations().stream()
            .flatMap(each -> StreamSupport.stream(each.getPropertyPath().spliterator(), false))
            .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE)) {
      return unexpected(e);
    }
    List<Place> places =
        violation.getConstraintViolations().stream()
            .map(each -> Place.atPointer(JsonProblem.pointer(each), each.getMessage()))
            .toList();
    return answer(
        Problem.of(
            ErrorCode.INVALID_ARGUMENT,
            "A value in the request is not allowed: see errors.",
            places));
  }

  /** Only documents that the caller sent are the caller's fault: see {@link RequestBodies}. */
  @ServerExceptionMapper
  Response ownJson(MismatchedInputException e) {
    return unexpected(e);
  }

  @ServerExceptionMapper
  Response overloaded(RejectedExecutionException e) {
    LOG.error("No thread is free for a request", e);
    return answer(Problem.of(ErrorCode.TOO_MANY_REQUESTS, "Try again in a moment."));
  }

  @ServerExceptionMapper
  Response unreachable(ProcessingException e) {
    if (!(e.getCause() instanceof IOException)) {
      return unexpected(e);
    }
    LOG.error("Another service cannot be reached", e);
    return answer(
        Problem.of(
            ErrorCode.SERVICE_UNAVAILABLE,
            "A part of Tarn that this needs cannot be reached; try again in a moment."));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    LOG.error("A request failed", e);
    return answer(Problem.internal());
  }

  private Response notAllowed(WebApplicationException e, String path) {
    String allowed = String.join(", ", allowedMethods.of(path));
    String method = e instanceof NotAllowedException ? "this method" : "it";
    Problem problem =
        Problem.of(
            ErrorCode.METHOD_NOT_ALLOWED,
            "%s does not know %s; it knows %s.".formatted(path, method, allowed));
    return Response.fromResponse(answer(problem)).header(HttpHeaders.ALLOW, allowed).build();
  }

  private static Response answer(Problem problem) {
    Response.ResponseBuilder response =
        Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
    ProblemHeaders.of(problem.status()).forEach(response::header);
    return response.build();
  }
}
