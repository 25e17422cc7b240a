package io.tarn.query.lake;

/** A form in which a whole answer can be written. */
public enum ResultForm {
  /** RFC 4180. */
  CSV,
  /** Arrow's IPC stream. */
  ARROW,
  PARQUET
}
