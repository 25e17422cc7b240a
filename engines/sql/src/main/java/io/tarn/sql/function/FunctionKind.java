package io.tarn.sql.function;

/** What a function works on. */
public enum FunctionKind {
  /** One row. */
  SCALAR,
  /** The rows of a group; may also stand over a window. */
  AGGREGATE,
  /** The rows of a window. */
  WINDOW
}
