/**
 * The lake's storage: the object store, the Iceberg client, and the one writer that turns a DuckDB
 * SELECT into Parquet and a commit. The only importer of Iceberg, but for the catalog's own server.
 */
@NullMarked
package io.tarn.lake;

import org.jspecify.annotations.NullMarked;
