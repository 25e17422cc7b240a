package io.tarn.catalog.iceberg;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.UncheckedIOException;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jdbi.v3.core.JdbiException;
import software.amazon.awssdk.core.exception.SdkException;

/** What Iceberg throws, in the words of the public API. */
final class BrowsingProblems {
  private BrowsingProblems() {}

  static RuntimeException of(RuntimeException e) {
    return switch (e) {
      case ProblemException own -> own;
      case NoSuchNamespaceException _ -> told(ErrorCode.DATABASE_NOT_FOUND, e);
      case NoSuchTableException _, NoSuchViewException _ -> told(ErrorCode.TABLE_NOT_FOUND, e);
      case AlreadyExistsException _, NamespaceNotEmptyException _ -> told(ErrorCode.CONFLICT, e);
      case CommitFailedException _ ->
          new ProblemException(ErrorCode.CONFLICT, "Another change came in between: try again.", e);
      case SdkException _, RuntimeIOException _, UncheckedIOException _ ->
          new ProblemException(
              ErrorCode.SERVICE_UNAVAILABLE, "The object store cannot be reached: try again.", e);
      case JdbiException _, UncheckedSQLException _ ->
          new ProblemException(
              ErrorCode.SERVICE_UNAVAILABLE,
              "The catalog's database cannot be reached: try again.",
              e);
      default -> e;
    };
  }

  private static ProblemException told(ErrorCode code, RuntimeException e) {
    return new ProblemException(code, e.getMessage() + ".", e);
  }
}
