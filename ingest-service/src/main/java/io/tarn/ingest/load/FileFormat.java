package io.tarn.ingest.load;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The formats of files that can be loaded. */
public enum FileFormat {
  CSV,
  PARQUET;

  private static final String PARQUET_MAGIC = "PAR1";

  /**
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static FileFormat fromString(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "csv" -> CSV;
      case "parquet" -> PARQUET;
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "format: '" + name + "' is not a format that can be loaded: use csv or parquet.");
    };
  }

  /**
   * The format of a file.
   *
   * @param asked what the caller said, or null
   * @param start the first bytes
   */
  public static FileFormat of(@Nullable FileFormat asked, byte[] start) {
    if (asked != null) {
      return asked;
    }
    boolean parquet =
        start.length >= PARQUET_MAGIC.length()
            && PARQUET_MAGIC.equals(
                new String(
                    start, 0, PARQUET_MAGIC.length(), java.nio.charset.StandardCharsets.US_ASCII));
    return parquet ? PARQUET : CSV;
  }
}
