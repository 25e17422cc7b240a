package io.tarn.kernel;

/**
 * Every reason that Tarn gives a caller. Knows no HTTP. Codes of the SQL group bear the names of
 * Trino's {@code StandardErrorCode}.
 */
public enum ErrorCode {
  // requests
  INVALID_ARGUMENT("A value in the request is not allowed"),
  INVALID_NAME("The name is not allowed"),
  INVALID_JSON("The body is not the JSON that was expected"),
  BODY_EMPTY("The body is empty"),
  BODY_TOO_LARGE("The body is larger than the limit"),
  DIGEST_MISMATCH("The bytes received do not have the digest that was announced"),
  LENGTH_MISMATCH("The body ended before its announced length"),
  UNAUTHENTICATED("No valid key or token came with the request"),
  FORBIDDEN("The caller may not do this"),
  NOT_FOUND("There is nothing at this address"),
  METHOD_NOT_ALLOWED("The address does not know this method"),
  NOT_ACCEPTABLE("None of the accepted media types can be given"),
  UNSUPPORTED_MEDIA_TYPE("The body's media type or encoding is not supported"),
  CONFLICT("The request does not fit the present state"),
  IDEMPOTENCY_CONFLICT("The idempotency key was used for another request"),
  TOO_MANY_REQUESTS("Too many requests at once"),
  PRECONDITION_FAILED("A precondition of the request is not met"),

  // resources
  DATABASE_NOT_FOUND("The database does not exist"),
  LOAD_NOT_FOUND("The load does not exist"),
  QUERY_NOT_FOUND("The query does not exist"),
  DASHBOARD_NOT_FOUND("The dashboard does not exist"),
  TILE_NOT_FOUND("The tile does not exist"),
  KEY_NOT_FOUND("The key does not exist"),
  WORK_GROUP_NOT_FOUND("The work group does not exist"),

  // files
  FILE_FORMAT_UNKNOWN("The file's format is not known"),
  FILE_MALFORMED("The file is not well formed"),
  FILE_HAS_NO_ROWS("The file has no rows"),
  ENCODING_INVALID("The file is not text in its encoding"),
  HEADER_INVALID("The file's header is not usable"),
  ROW_INVALID("A row of the file is not valid"),
  VALUE_INVALID("A value of the file does not fit its column"),
  SCHEMA_MISMATCH("The file's columns do not fit the table"),
  TYPE_NOT_SUPPORTED("A column's type is not supported"),

  // SQL, with Trino's names
  SYNTAX_ERROR("The SQL is not well formed"),
  TABLE_NOT_FOUND("The table does not exist"),
  SCHEMA_NOT_FOUND("The schema does not exist"),
  CATALOG_NOT_FOUND("The catalog does not exist"),
  COLUMN_NOT_FOUND("The column does not exist"),
  FUNCTION_NOT_FOUND("The function does not exist, or not for these arguments"),
  TYPE_MISMATCH("The types do not fit"),
  TYPE_NOT_FOUND("The type does not exist"),
  NOT_SUPPORTED("This part of SQL is not supported"),
  AMBIGUOUS_NAME("The name is ambiguous"),
  DUPLICATE_COLUMN_NAME("A column name occurs twice"),
  DUPLICATE_NAMED_QUERY("A named query occurs twice"),
  DUPLICATE_WINDOW_NAME("A window's name occurs twice"),
  MISMATCHED_COLUMN_ALIASES("The number of column aliases does not fit"),
  MISSING_GROUP_BY("GROUP BY is missing"),
  MISSING_OVER("OVER is missing"),
  MISSING_ORDER_BY("ORDER BY is missing"),
  MISSING_COLUMN_ALIASES("Column aliases are missing"),
  EXPRESSION_NOT_AGGREGATE("The expression must be an aggregate or stand in GROUP BY"),
  EXPRESSION_NOT_SCALAR("The expression may not contain aggregates or window functions here"),
  EXPRESSION_NOT_CONSTANT("The expression must be constant"),
  EXPRESSION_NOT_IN_DISTINCT("The expression must be in the SELECT list"),
  NESTED_AGGREGATION("Aggregates may not be nested"),
  NESTED_WINDOW("Window functions may not be nested"),
  MISSING_COLUMN_NAME("A column has no name"),
  INVALID_COLUMN_REFERENCE("The column reference is not valid here"),
  INVALID_LITERAL("The literal is not valid"),
  INVALID_PARAMETER_USAGE("The parameters do not fit the statement"),
  INVALID_WINDOW_FRAME("The window frame is not valid"),
  INVALID_WINDOW_REFERENCE("The reference to a window is not valid"),
  INVALID_PARTITION_BY("The PARTITION BY is not valid"),
  INVALID_RECURSIVE_REFERENCE("The recursive reference is not valid here"),
  NULL_TREATMENT_NOT_ALLOWED("RESPECT or IGNORE NULLS is not allowed for this function"),
  INVALID_LIMIT_CLAUSE("The LIMIT clause is not valid"),
  INVALID_FUNCTION_ARGUMENT("A function's argument is not valid"),
  INVALID_CAST_ARGUMENT("The value cannot be cast"),
  DIVISION_BY_ZERO("Division by zero"),
  NUMERIC_VALUE_OUT_OF_RANGE("The number is out of range"),
  SUBQUERY_MULTIPLE_ROWS("The scalar subquery gives more than one row"),
  FUNCTION_NOT_AGGREGATE("The function is no aggregate"),
  FUNCTION_NOT_WINDOW("The function is no window function"),
  INVALID_ARGUMENTS("The arguments are not valid"),
  COLUMN_TYPE_UNKNOWN("The column's type is not known"),
  UNSUPPORTED_SUBQUERY("This kind of subquery is not supported"),
  TOO_MANY_ARGUMENTS("There are too many arguments"),
  TOO_MANY_GROUPING_SETS("There are too many grouping sets"),
  INVALID_ORDER_BY("The ORDER BY is not valid"),
  INVALID_PATH("The JSON path is not valid"),
  JSON_INPUT_CONVERSION_ERROR("The value is not well-formed JSON"),
  JSON_OUTPUT_CONVERSION_ERROR("The JSON value does not fit the type"),
  JSON_VALUE_RESULT_ERROR("The JSON path gives no value, or more than one"),
  PATH_EVALUATION_ERROR("The JSON path cannot be evaluated"),
  QUERY_TEXT_TOO_LARGE("The query's text is longer than the limit"),

  // run time
  QUERY_CANCELLED("The query was cancelled"),
  EXCEEDED_TIME_LIMIT("The query ran longer than its limit"),
  EXCEEDED_MEMORY_LIMIT("The query needed more memory than its limit"),
  EXCEEDED_SCAN_LIMIT("The query would read more than its limit"),
  RESULT_TOO_LARGE("The result is larger than the limit"),

  // ours
  STORAGE_FULL("The storage is full"),
  SERVICE_UNAVAILABLE("A part of Tarn cannot be reached at the moment"),
  INTERNAL_ERROR("Something went wrong inside Tarn");

  private final String title;

  ErrorCode(String title) {
    this.title = title;
  }

  /** The constant, human-readable title (RFC 9457, section 3.1.3). */
  public String title() {
    return title;
  }
}
