package io.tarn.gateway.identity;

import io.tarn.kernel.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key just made, with its text, which is shown this once.
 *
 * @param key {@code tarn_<id>_<secret>}
 */
public record IssuedKey(
    UUID id, String name, Role role, String key, Instant createdAt, @Nullable Instant expiresAt) {
  static IssuedKey of(ApiKey key, KeySecret secret) {
    return new IssuedKey(
        key.id(), key.name(), key.role(), secret.toKey(), key.createdAt(), key.expiresAt());
  }
}
