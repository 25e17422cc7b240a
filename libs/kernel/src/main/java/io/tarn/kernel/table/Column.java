package io.tarn.kernel.table;

import io.tarn.kernel.type.DataType;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param id the Iceberg field id, which stays with the column through renames
 * @param name the folded name
 * @param type its type
 * @param nullable whether it may hold NULL
 * @param comment its comment, if any
 */
public record Column(
    int id, String name, DataType type, boolean nullable, @Nullable String comment) {}
