package io.tarn.catalog.iceberg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of a loaded table: it changes with the metadata file, and differs between the
 * representations with all snapshots and with the referenced ones.
 */
final class TableTag {
  private static final int BYTES = 16;

  private TableTag() {}

  /** The value of {@code ETag}, with its quotes. */
  static String of(String metadataLocation, String snapshots) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((snapshots + "\n" + metadataLocation).getBytes(StandardCharsets.UTF_8));
      return '"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** Whether {@code If-None-Match} names the tag (RFC 9110, section 13.1.2). */
  static boolean matches(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    for (String each : ifNoneMatch.split(",", -1)) {
      String candidate = each.strip();
      if (candidate.equals("*") || candidate.equals(tag) || candidate.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }
}
