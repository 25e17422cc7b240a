/** Writes typed trees in DuckDB's SQL with Trino's meaning. */
@NullMarked
package io.tarn.sql.duckdb;

import org.jspecify.annotations.NullMarked;
