package io.tarn.kernel;

import java.util.Objects;

/**
 * On whose behalf something is done: stored with background work, carried in service tokens.
 *
 * @param principal the key's or the user's name, unique in the lake
 * @param role the highest role
 */
public record Caller(String principal, Role role) {
  public Caller {
    Objects.requireNonNull(principal);
    Objects.requireNonNull(role);
  }
}
