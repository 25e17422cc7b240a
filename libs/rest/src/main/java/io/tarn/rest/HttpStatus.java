package io.tarn.rest;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import java.util.List;

/** The HTTP status of each error code. */
public final class HttpStatus {
  private HttpStatus() {}

  /**
   * The status code of a problem, from 400: that of its code, but 400 for what is missing in a
   * statement (TABLE_NOT_FOUND at a line of the caller's SQL is a bad statement, not a bad
   * address).
   */
  static int of(ErrorCode code, List<Place> places) {
    int status = of(code);
    return status == 404 && places.stream().anyMatch(place -> place.line() != null) ? 400 : status;
  }

  /** The status code, from 400. */
  public static int of(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT,
          INVALID_NAME,
          INVALID_JSON,
          BODY_EMPTY,
          DIGEST_MISMATCH,
          LENGTH_MISMATCH ->
          400;
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND,
          DATABASE_NOT_FOUND,
          TABLE_NOT_FOUND,
          LOAD_NOT_FOUND,
          QUERY_NOT_FOUND,
          DASHBOARD_NOT_FOUND,
          TILE_NOT_FOUND,
          KEY_NOT_FOUND,
          WORK_GROUP_NOT_FOUND ->
          404;
      case METHOD_NOT_ALLOWED -> 405;
      case NOT_ACCEPTABLE -> 406;
      case CONFLICT, IDEMPOTENCY_CONFLICT -> 409;
      case PRECONDITION_FAILED -> 412;
      case BODY_TOO_LARGE -> 413;
      case UNSUPPORTED_MEDIA_TYPE -> 415;
      case TOO_MANY_REQUESTS -> 429;

      // what a file or a statement is refused for: the request was understood and is wrong
      case FILE_FORMAT_UNKNOWN,
          FILE_MALFORMED,
          FILE_HAS_NO_ROWS,
          ENCODING_INVALID,
          HEADER_INVALID,
          ROW_INVALID,
          VALUE_INVALID,
          SCHEMA_MISMATCH,
          TYPE_NOT_SUPPORTED,
          SYNTAX_ERROR,
          SCHEMA_NOT_FOUND,
          CATALOG_NOT_FOUND,
          COLUMN_NOT_FOUND,
          FUNCTION_NOT_FOUND,
          TYPE_MISMATCH,
          TYPE_NOT_FOUND,
          NOT_SUPPORTED,
          AMBIGUOUS_NAME,
          DUPLICATE_COLUMN_NAME,
          DUPLICATE_NAMED_QUERY,
          MISMATCHED_COLUMN_ALIASES,
          MISSING_GROUP_BY,
          MISSING_OVER,
          EXPRESSION_NOT_AGGREGATE,
          EXPRESSION_NOT_SCALAR,
          EXPRESSION_NOT_CONSTANT,
          EXPRESSION_NOT_IN_DISTINCT,
          NESTED_AGGREGATION,
          NESTED_WINDOW,
          MISSING_COLUMN_NAME,
          INVALID_COLUMN_REFERENCE,
          INVALID_LITERAL,
          INVALID_PARAMETER_USAGE,
          INVALID_WINDOW_FRAME,
          INVALID_LIMIT_CLAUSE,
          INVALID_FUNCTION_ARGUMENT,
          INVALID_CAST_ARGUMENT,
          DIVISION_BY_ZERO,
          NUMERIC_VALUE_OUT_OF_RANGE,
          DUPLICATE_WINDOW_NAME,
          MISSING_ORDER_BY,
          MISSING_COLUMN_ALIASES,
          INVALID_WINDOW_REFERENCE,
          INVALID_PARTITION_BY,
          INVALID_RECURSIVE_REFERENCE,
          NULL_TREATMENT_NOT_ALLOWED,
          FUNCTION_NOT_WINDOW,
          TOO_MANY_GROUPING_SETS,
          INVALID_PATH,
          JSON_INPUT_CONVERSION_ERROR,
          JSON_OUTPUT_CONVERSION_ERROR,
          JSON_VALUE_RESULT_ERROR,
          PATH_EVALUATION_ERROR,
          SUBQUERY_MULTIPLE_ROWS,
          FUNCTION_NOT_AGGREGATE,
          INVALID_ARGUMENTS,
          COLUMN_TYPE_UNKNOWN,
          UNSUPPORTED_SUBQUERY,
          TOO_MANY_ARGUMENTS,
          INVALID_ORDER_BY,
          QUERY_TEXT_TOO_LARGE,
          QUERY_CANCELLED,
          EXCEEDED_TIME_LIMIT,
          EXCEEDED_MEMORY_LIMIT,
          EXCEEDED_SCAN_LIMIT,
          RESULT_TOO_LARGE ->
          400;
      case STORAGE_FULL -> 507;
      case SERVICE_UNAVAILABLE -> 503;
      case INTERNAL_ERROR -> 500;
    };
  }
}
