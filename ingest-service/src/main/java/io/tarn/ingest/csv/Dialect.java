package io.tarn.ingest.csv;

import java.util.List;

/**
 * How the file was read, and why so.
 *
 * @param compression the compression: {@code NONE}, {@code GZIP} or {@code ZSTD}
 * @param encoding the encoding's name, as {@code UTF-8}
 * @param delimiter the delimiter
 * @param header whether the first record named the columns
 * @param reasons a sentence for each choice that was made, in the order above, and for each column
 *     whose name was changed to be unique
 */
public record Dialect(
    Compression compression,
    String encoding,
    Delimiter delimiter,
    boolean header,
    List<String> reasons) {
  public Dialect {
    reasons = List.copyOf(reasons);
  }
}
