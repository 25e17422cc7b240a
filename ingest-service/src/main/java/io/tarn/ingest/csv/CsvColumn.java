package io.tarn.ingest.csv;

import io.tarn.kernel.type.DataType;

/**
 * A column of the loaded rows.
 *
 * @param name its folded name, unique in the file
 * @param originalName its name as the header wrote it; the same as {@code name} without a header
 * @param type its type, inferred or declared
 */
public record CsvColumn(String name, String originalName, DataType type) {}
