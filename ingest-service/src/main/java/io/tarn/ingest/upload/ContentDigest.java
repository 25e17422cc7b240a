package io.tarn.ingest.upload;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 that a request announces for its body: {@code Content-Digest: sha-256=:…:} (RFC
 * 9530).
 */
final class ContentDigest {
  private static final Pattern SHA_256 =
      Pattern.compile("(?:^|,)\\s*sha-256\\s*=\\s*:([A-Za-z0-9+/]{43}=):\\s*(?=$|,|;)");

  private ContentDigest() {}

  /**
   * The digest in hex; null if none is announced.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT} if the header has no SHA-256
   */
  static @Nullable String sha256(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Matcher matcher = SHA_256.matcher(header);
    if (!matcher.find()) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "Content-Digest: expected sha-256=:<base64 of 32 bytes>: (RFC 9530).");
    }
    return HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)));
  }
}
