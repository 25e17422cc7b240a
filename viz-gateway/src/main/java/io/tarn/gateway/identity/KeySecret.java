package io.tarn.gateway.identity;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A credential of two parts: an id to look it up by, and 256 secret bits of which only the SHA-256
 * is kept. As text {@code tarn_<id>_<secret>} for keys, {@code <id>.<secret>} for cookies, in hex.
 */
record KeySecret(UUID id, byte[] secret) {
  private static final int SECRET_BYTES = 32;
  private static final HexFormat HEX = HexFormat.of();
  private static final Pattern KEY = Pattern.compile("tarn_([0-9a-f]{32})_([0-9a-f]{64})");
  private static final Pattern COOKIE = Pattern.compile("([0-9a-f]{32})\\.([0-9a-f]{64})");
  private static final SecureRandom RANDOM = new SecureRandom();

  static KeySecret random(UUID id) {
    byte[] secret = new byte[SECRET_BYTES];
    RANDOM.nextBytes(secret);
    return new KeySecret(id, secret);
  }

  static Optional<KeySecret> fromKey(String text) {
    return parse(KEY, text);
  }

  static Optional<KeySecret> fromCookie(String text) {
    return parse(COOKIE, text);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is kept of the secret. */
  byte[] hash() {
    return sha256(secret);
  }

  /** Whether the hash is of this secret, in a time that tells nothing about it. */
  boolean matches(byte[] hash) {
    return MessageDigest.isEqual(hash(), hash);
  }

  String toKey() {
    return "tarn_" + hexId() + "_" + HEX.formatHex(secret);
  }

  String toCookie() {
    return hexId() + "." + HEX.formatHex(secret);
  }

  /** Says nothing of the secret. */
  @Override
  public String toString() {
    return "KeySecret[" + id + "]";
  }

  private String hexId() {
    return id.toString().replace("-", "");
  }

  private static Optional<KeySecret> parse(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String id = matcher.group(1);
    UUID uuid =
        new UUID(
            Long.parseUnsignedLong(id.substring(0, 16), 16),
            Long.parseUnsignedLong(id.substring(16), 16));
    return Optional.of(new KeySecret(uuid, HEX.parseHex(matcher.group(2))));
  }
}
