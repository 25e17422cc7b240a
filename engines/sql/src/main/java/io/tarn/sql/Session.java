package io.tarn.sql;

import io.tarn.kernel.Names;
import java.time.Instant;
import java.util.Objects;

/**
 * What a statement's meaning depends on beside its text. The session's time zone is always UTC, its
 * locale English.
 *
 * @param database the database of names that have none
 * @param principal the answer of {@code current_user}
 * @param start the answer of {@code current_timestamp}, the same all through the statement
 */
public record Session(String database, String principal, Instant start) {
  public Session {
    database = Names.fold("database", database);
    Objects.requireNonNull(principal);
    Objects.requireNonNull(start);
  }
}
