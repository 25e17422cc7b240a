package io.tarn.sql;

/** What right a statement needs; each includes those before it. */
public enum Access {
  /** Reads rows or metadata. */
  READ,
  /** Changes rows, tables or views. */
  WRITE,
  /** Drops or makes databases, changes grants or the session's set-up. */
  ADMINISTER
}
