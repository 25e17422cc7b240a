package io.tarn.sql;

/** The kinds of engine that the front end can write for. */
public enum Target {
  DUCKDB
}
