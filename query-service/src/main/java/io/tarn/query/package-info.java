/** The service that answers SQL: queries with Athena's life cycle over pinned snapshots. */
@NullMarked
package io.tarn.query;

import org.jspecify.annotations.NullMarked;
