/**
 * Functions of the dialect for which DuckDB has nothing of the same meaning, in Java; the SQL front
 * end writes them under names that begin with {@code tarn_}.
 */
@NullMarked
package io.tarn.engine.duckdb.function;

import org.jspecify.annotations.NullMarked;
