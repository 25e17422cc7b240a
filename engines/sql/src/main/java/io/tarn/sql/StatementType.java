package io.tarn.sql;

/** The kind of a statement, in Athena's words ({@code StatementType} of GetQueryExecution). */
public enum StatementType {
  /** Queries, and changes of rows. */
  DML,
  /** Changes of databases, tables, views. */
  DDL,
  /** SHOW, DESCRIBE, EXPLAIN. */
  UTILITY
}
