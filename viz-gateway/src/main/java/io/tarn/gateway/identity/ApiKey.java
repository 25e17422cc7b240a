package io.tarn.gateway.identity;

import io.tarn.kernel.Role;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as its administrators see it, without its secret.
 *
 * @param id the key's id, part of its text
 * @param name the principal that the key stands for
 * @param role what it may do
 * @param createdBy the principal that made it
 * @param createdAt when it was made
 * @param expiresAt from when on it is not accepted; null if it does not expire
 */
public record ApiKey(
    UUID id,
    String name,
    Role role,
    String createdBy,
    Instant createdAt,
    @Nullable Instant expiresAt) {}
