package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.Locale;

/** How the stored bytes are compressed. */
public enum Compression {
  /** Found by the first bytes; a name that ends in {@code .gz} or {@code .zst} must be true. */
  AUTO,
  /** Not at all. */
  NONE,
  /** Gzip (RFC 1952), one member or many. */
  GZIP,
  /** Zstandard (RFC 8878), one frame or many. */
  ZSTD;

  /**
   * The compression with this content coding or name, as {@code gzip}.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static Compression fromString(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "identity", "none" -> NONE;
      case "gzip", "x-gzip" -> GZIP;
      case "zstd" -> ZSTD;
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' is no compression known here: use gzip, zstd or identity.".formatted(text));
    };
  }

  static Compression ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".gzip")) {
      return GZIP;
    }
    return name.endsWith(".zst") || name.endsWith(".zstd") ? ZSTD : AUTO;
  }
}
