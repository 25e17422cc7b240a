/**
 * A strict streaming reader of CSV: every row of a file is read with its exact values, or the file
 * is refused with the places that are wrong. Rows pass to a spool that DuckDB reads without
 * guessing; {@link io.tarn.ingest.csv.CsvTable#select} is the SQL that does it. Plain Java: knows
 * no server, no object store.
 */
@NullMarked
package io.tarn.ingest.csv;

import org.jspecify.annotations.NullMarked;
