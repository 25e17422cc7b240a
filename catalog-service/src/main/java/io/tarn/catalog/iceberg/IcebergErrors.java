package io.tarn.catalog.iceberg;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.HttpStatus;
import io.tarn.rest.Problem;
import io.tarn.rest.RequestIds;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.ForbiddenException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.exceptions.ServiceUnavailableException;
import org.apache.iceberg.exceptions.UnprocessableEntityException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The answers of the Iceberg REST protocol to what goes wrong: status and type as its specification
 * and its Java client have them. What is ours shows no cause, only the request id.
 */
final class IcebergErrors {
  private static final Logger LOG = Logger.getLogger(IcebergErrors.class);

  /** A serialization failure and a deadlock: nothing was changed, the client may try again. */
  private static final String TRANSACTION_ROLLBACK = "40";

  private IcebergErrors() {}

  static IcebergProblem of(RuntimeException e) {
    return switch (e) {
      case IcebergProblem problem -> problem;
      case ProblemException problem ->
          new IcebergProblem(
              HttpStatus.of(problem.code()), type(problem.code()), problem.detail(), problem);
      case NoSuchTableException _,
          NoSuchNamespaceException _,
          NoSuchViewException _,
          NotFoundException _,
          NoSuchWarehouseException _ ->
          told(404, e);
      case AlreadyExistsException _,
          CommitFailedException _,
          NamespaceNotEmptyException _,
          LoadAlreadyCommittedException _ ->
          told(409, e);
      case BadRequestException _, ValidationException _ -> told(400, e);
      case IllegalArgumentException _ -> told(400, e);
      case UnprocessableEntityException _ -> told(422, e);
      case UnsupportedOperationException _ -> told(406, e);
      case ForbiddenException _ -> told(403, e);
      case CommitStateUnknownException _ ->
          ours(500, e, "It is not known whether the commit was made: load the table and look");
      case SdkException _,
          RuntimeIOException _,
          UncheckedIOException _,
          ServiceUnavailableException _ ->
          ours(503, e, "The object store cannot be reached at the moment");
      case JdbiException _, UncheckedSQLException _ -> database(e);
      default -> ours(500, e, "Something went wrong inside Tarn");
    };
  }

  /** The envelope for what the edge refused before or after the catalog. */
  static ErrorResponse of(Problem problem) {
    return ErrorResponse.builder()
        .responseCode(problem.status())
        .withType(type(ErrorCode.valueOf(problem.code())))
        .withMessage(problem.detail())
        .build();
  }

  private static String type(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> "NotAuthorizedException";
      case FORBIDDEN -> "ForbiddenException";
      case NOT_FOUND -> "NotFoundException";
      case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> "ServiceUnavailableException";
      case INTERNAL_ERROR, STORAGE_FULL -> "ServiceFailureException";
      default -> "BadRequestException";
    };
  }

  private static IcebergProblem database(RuntimeException e) {
    String state = sqlState(e);
    if (state != null && state.startsWith(TRANSACTION_ROLLBACK)) {
      LOG.debug("PostgreSQL rolled a commit back", e);
      return new IcebergProblem(
          409,
          CommitFailedException.class.getSimpleName(),
          "Another commit was made at the same time: try again",
          e);
    }
    return ours(503, e, "The catalog's database cannot be reached at the moment");
  }

  private static @Nullable String sqlState(@Nullable Throwable e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each instanceof SQLException sql) {
        return sql.getSQLState();
      }
    }
    return null;
  }

  private static IcebergProblem told(int status, RuntimeException e) {
    return new IcebergProblem(
        status, e.getClass().getSimpleName(), String.valueOf(e.getMessage()), e);
  }

  private static IcebergProblem ours(int status, RuntimeException e, String message) {
    LOG.errorf(e, "An Iceberg request failed: %s", message);
    String type =
        e instanceof CommitStateUnknownException
            ? CommitStateUnknownException.class.getSimpleName()
            : status == 503 ? "ServiceUnavailableException" : "ServiceFailureException";
    return new IcebergProblem(
        status, type, message + " (request id " + RequestIds.current() + ").", e);
  }
}
