/**
 * The engine that runs in the process: DuckDB over local Parquet files, and the reader of results.
 */
@NullMarked
package io.tarn.engine.duckdb;

import org.jspecify.annotations.NullMarked;
