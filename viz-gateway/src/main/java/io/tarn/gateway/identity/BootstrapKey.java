package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Optional;

/**
 * The secret in a file with which the first key is made. The file is read at each use, so that a
 * launcher may write it late or anew.
 */
@ApplicationScoped
class BootstrapKey {
  /** The principal whom the secret stands for; no key may have this name. */
  static final String PRINCIPAL = "launcher";

  private static final int MIN_LENGTH = 32;

  private final Optional<Path> file;

  BootstrapKey(IdentitySettings.Bootstrap settings) {
    this.file = settings.keyFile();
  }

  static Caller caller() {
    return new Caller(PRINCIPAL, Role.ADMIN);
  }

  /** Whether the text is the secret, in a time that tells nothing about it. */
  boolean matches(String presented) {
    return matchesHash(KeySecret.sha256(presented.getBytes(StandardCharsets.UTF_8)));
  }

  /** Whether the hash is of the secret: a session is bound to the secret that began it. */
  boolean matchesHash(byte[] presented) {
    return hash().filter(hash -> MessageDigest.isEqual(hash, presented)).isPresent();
  }

  /** SHA-256 of the secret, if there is one that is long enough. */
  Optional<byte[]> hash() {
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      String secret = Files.readString(file.get()).strip();
      return secret.length() < MIN_LENGTH
          ? Optional.empty()
          : Optional.of(KeySecret.sha256(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
