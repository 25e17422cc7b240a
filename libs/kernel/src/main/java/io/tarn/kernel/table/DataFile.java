package io.tarn.kernel.table;

import java.net.URI;
import java.util.List;

/**
 * An immutable Parquet file of a snapshot.
 *
 * @param uri its place in the object store, as {@code s3://bucket/key}
 * @param bytes its size
 * @param rows the rows in it, before deletes
 * @param positionDeletes the delete files whose positions may name rows of this file
 */
public record DataFile(URI uri, long bytes, long rows, List<URI> positionDeletes) {
  public DataFile {
    positionDeletes = List.copyOf(positionDeletes);
  }
}
