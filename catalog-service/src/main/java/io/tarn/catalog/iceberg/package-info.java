/**
 * The Iceberg REST catalog: tables and views whose pointers stand in PostgreSQL and whose metadata
 * files lie in the object store. The only package that knows Iceberg.
 */
@NullMarked
package io.tarn.catalog.iceberg;

import org.jspecify.annotations.NullMarked;
