package io.tarn.query.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why a query failed.
 *
 * @param category who can mend it: SYSTEM or USER, as Athena's error categories 1 and 2
 * @param retryable whether the same query may succeed later
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "QueryError")
public record QueryError(
    ErrorCode code,
    String detail,
    Category category,
    boolean retryable,
    @Nullable Long line,
    @Nullable Integer column) {

  /** Who can mend it. */
  public enum Category {
    SYSTEM,
    USER
  }

  static QueryError of(ErrorCode code, String detail, @Nullable Place place) {
    boolean ours =
        switch (code) {
          case INTERNAL_ERROR, SERVICE_UNAVAILABLE, STORAGE_FULL, TOO_MANY_REQUESTS -> true;
          default -> false;
        };
    return new QueryError(
        code,
        detail,
        ours ? Category.SYSTEM : Category.USER,
        ours || code == ErrorCode.EXCEEDED_TIME_LIMIT,
        place == null ? null : place.line(),
        place == null ? null : place.column());
  }
}
