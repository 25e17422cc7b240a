package io.tarn.rest;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is asked for.
 *
 * @param limit how many items at most, from 1 to 1000
 * @param after where to go on, as {@link Page#cut} was told; null for the first page
 */
public record PageRequest(int limit, @Nullable String after) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1000;

  private static final int MAX_TOKEN_LENGTH = 4096;

  /**
   * The request out of the query's parameters.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static PageRequest of(@Nullable Integer limit, @Nullable String pageToken) {
    int size = limit == null ? DEFAULT_LIMIT : limit;
    if (size < 1 || size > MAX_LIMIT) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "limit: %d is not between 1 and %d.".formatted(size, MAX_LIMIT));
    }
    return new PageRequest(size, pageToken == null ? null : cursor(pageToken));
  }

  static String token(String cursor) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(cursor.getBytes(StandardCharsets.UTF_8));
  }

  private static String cursor(String token) {
    ProblemException foreign =
        new ProblemException(
            ErrorCode.INVALID_ARGUMENT,
            "pageToken: this is no token of this list; send nextPageToken of the page before.");
    if (token.isEmpty() || token.length() > MAX_TOKEN_LENGTH) {
      throw foreign;
    }
    try {
      String cursor = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (token(cursor).equals(token)) {
        return cursor;
      }
    } catch (IllegalArgumentException e) {
      foreign.initCause(e);
    }
    throw foreign;
  }
}
