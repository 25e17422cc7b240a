/** Queries: taken, planned over pinned snapshots, run by an engine, kept in PostgreSQL. */
@NullMarked
package io.tarn.query.execution;

import org.jspecify.annotations.NullMarked;
