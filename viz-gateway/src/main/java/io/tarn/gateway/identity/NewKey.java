package io.tarn.gateway.identity;

import io.tarn.kernel.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The request for a key.
 *
 * @param name the principal that it will stand for
 * @param role what it may do
 * @param expiresAt from when on it is not accepted; absent: it does not expire
 */
public record NewKey(String name, Role role, @Nullable Instant expiresAt) {}
