package io.tarn.lake;

import io.tarn.kernel.type.DataType;

/**
 * A column of an incoming file.
 *
 * @param name the folded name
 * @param originalName the name in the file
 * @param type the type its values are loaded with
 */
public record FileColumn(String name, String originalName, DataType type) {}
