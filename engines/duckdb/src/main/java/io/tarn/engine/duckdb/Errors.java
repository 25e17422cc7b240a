package io.tarn.engine.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.Failure;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads DuckDB's errors, which it gives as JSON ({@code errors_as_json}): the class of the
 * exception decides, and the failures that our own SQL raises.
 */
final class Errors {
  private static final Pattern TYPE = Pattern.compile("\"exception_type\":\"([^\"]*)\"");
  private static final Pattern MESSAGE =
      Pattern.compile("\"exception_message\":\"((?:[^\"\\\\]|\\\\.)*)\"");

  private Errors() {}

  /** What an error is to the caller. */
  record Read(ErrorCode code, String detail) {}

  /** Whether the query was interrupted from outside. */
  static boolean isInterrupt(SQLException e) {
    return type(e).equals("INTERRUPT") || type(e).equals("Interrupt");
  }

  static Read read(SQLException e) {
    String message = message(e);
    Optional<Failure> ours = Failure.in(message);
    if (ours.isPresent()) {
      return new Read(ours.get().code(), ours.get().detail());
    }
    return switch (type(e)) {
      case "Out of Range" ->
          new Read(ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, "A value is out of its type's range");
      case "Conversion", "Mismatch Type", "Invalid Type" ->
          new Read(ErrorCode.INVALID_CAST_ARGUMENT, "A value cannot be cast to the type");
      case "Divide by Zero" -> new Read(ErrorCode.DIVISION_BY_ZERO, "Division by zero");
      case "Invalid Input" ->
          message.startsWith("Division by zero")
              ? new Read(ErrorCode.DIVISION_BY_ZERO, "Division by zero")
              : new Read(ErrorCode.INVALID_FUNCTION_ARGUMENT, "A function's argument is not valid");
      case "Out of Memory" ->
          new Read(
              ErrorCode.EXCEEDED_MEMORY_LIMIT,
              "The query needs more memory than the engine has: read fewer rows or columns.");
      default -> new Read(ErrorCode.INTERNAL_ERROR, "The engine could not run the statement.");
    };
  }

  private static String type(SQLException e) {
    Matcher matcher = TYPE.matcher(String.valueOf(e.getMessage()));
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String message(SQLException e) {
    Matcher matcher = MESSAGE.matcher(String.valueOf(e.getMessage()));
    return matcher.find() ? matcher.group(1).replace("\\\"", "\"") : "";
  }
}
