package io.tarn.ingest.csv;

/**
 * What a file may need at most.
 *
 * @param decodedBytes the decompressed size
 * @param fieldBytes one field
 * @param recordBytes one record; as much memory is used when one is that long, at most 1 GiB
 * @param columns the number of columns
 */
public record CsvLimits(long decodedBytes, int fieldBytes, int recordBytes, int columns) {
  /** 256 GiB, fields of 16 MiB in records of 32 MiB, 10,000 columns. */
  public static final CsvLimits DEFAULT = new CsvLimits(256L << 30, 16 << 20, 32 << 20, 10_000);

  public CsvLimits {
    if (decodedBytes < 1 || fieldBytes < 1 || recordBytes < fieldBytes || columns < 1) {
      throw new IllegalArgumentException("Limits must be positive, a record's at least a field's.");
    }
    if (recordBytes > 1 << 30) {
      throw new IllegalArgumentException("A record may be limited to 1 GiB at most.");
    }
  }
}
