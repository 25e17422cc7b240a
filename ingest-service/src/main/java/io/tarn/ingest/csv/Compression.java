package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

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

  /** The compression of a file with these first bytes (at least 4 of them, if it has so many). */
  static Compression ofBytes(byte[] head) {
    String text = new String(head, ISO_8859_1);
    if (text.startsWith("\u001F\u008B") || text.equals("\u001F")) {
      return GZIP;
    }
    boolean skippable =
        text.length() >= 4 && (text.charAt(0) & 0xF0) == 0x50 && text.startsWith("*M\u0018", 1);
    return text.startsWith("(\u00B5/\u00FD") || skippable ? ZSTD : AUTO;
  }

  /** The compression that a name's ending promises, else {@code AUTO}. */
  static Compression ofName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    if (name.endsWith(".gz") || name.endsWith(".gzip")) {
      return GZIP;
    }
    return name.endsWith(".zst") || name.endsWith(".zstd") ? ZSTD : AUTO;
  }
}
