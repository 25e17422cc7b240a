package io.tarn.engine.duckdb.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.Failure;

/** The failure of a function for its arguments; DuckDB reports its text as the query's error. */
final class FunctionFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String text;

  FunctionFailure(ErrorCode code, String detail) {
    super(detail, null, false, false);
    this.text = "'" + new Failure(code, detail).text() + "'";
  }

  static FunctionFailure invalid(String detail) {
    return new FunctionFailure(ErrorCode.INVALID_FUNCTION_ARGUMENT, detail);
  }

  static FunctionFailure outOfRange(String detail) {
    return new FunctionFailure(ErrorCode.NUMERIC_VALUE_OUT_OF_RANGE, detail);
  }

  @Override
  public String toString() {
    return text;
  }
}
