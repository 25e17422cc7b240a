package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The API keys in PostgreSQL. A key lives until it is revoked or expires, by the database's clock.
 */
@ApplicationScoped
class ApiKeyStore {
  private static final String LIVING =
      " revoked_at IS NULL AND (expires_at IS NULL OR expires_at > now()) ";
  private static final String COLUMNS = " id, name, role, created_by, created_at, expires_at ";

  /** A key that was made earlier under the same idempotency key, and the hash of what was asked. */
  record Earlier(ApiKey key, byte[] requestHash, byte[] secretHash) {}

  private final Jdbi jdbi;

  ApiKeyStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The caller whom a living key stands for. */
  Optional<Caller> caller(KeySecret presented) {
    record Row(byte[] hash, Caller caller) {}
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT secret_hash, name, role FROM api_key WHERE id = :id AND" + LIVING)
                    .bind("id", presented.id())
                    .map(
                        (rows, context) ->
                            new Row(
                                rows.getBytes("secret_hash"),
                                new Caller(
                                    rows.getString("name"),
                                    Role.fromString(rows.getString("role")))))
                    .findOne())
        .filter(row -> presented.matches(row.hash()))
        .map(Row::caller);
  }

  /**
   * Keeps a new key. An expired key of the same name makes room.
   *
   * @return false if a living key has the name
   */
  boolean insert(
      ApiKey key,
      byte[] secretHash,
      byte @Nullable [] idempotencyHash,
      byte @Nullable [] requestHash) {
    return jdbi.inTransaction(
        handle -> {
          handle.execute(
              "UPDATE api_key SET revoked_at = now()"
                  + " WHERE name = ? AND revoked_at IS NULL AND expires_at <= now()",
              key.name());
          return handle
                  .createUpdate(
                      """
                      INSERT INTO api_key (id, name, role, secret_hash, idempotency_hash,
                          request_hash, created_by, created_at, expires_at)
                      VALUES (:id, :name, :role, :secretHash, :idempotencyHash, :requestHash,
                          :createdBy, :createdAt, :expiresAt)
                      ON CONFLICT DO NOTHING
                      """)
                  .bind("id", key.id())
                  .bind("name", key.name())
                  .bind("role", key.role().label())
                  .bind("secretHash", secretHash)
                  .bind("idempotencyHash", idempotencyHash)
                  .bind("requestHash", requestHash)
                  .bind("createdBy", key.createdBy())
                  .bind("createdAt", time(key.createdAt()))
                  .bind("expiresAt", time(key.expiresAt()))
                  .execute()
              == 1;
        });
  }

  Optional<Earlier> byIdempotency(byte[] idempotencyHash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT request_hash, secret_hash,"
                        + COLUMNS
                        + "FROM api_key WHERE idempotency_hash = :hash")
                .bind("hash", idempotencyHash)
                .map(
                    (rows, context) ->
                        new Earlier(
                            key(rows), rows.getBytes("request_hash"), rows.getBytes("secret_hash")))
                .findOne());
  }

  /** The living keys, oldest first. */
  Page<ApiKey> list(PageRequest page) {
    List<ApiKey> rows =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT"
                            + COLUMNS
                            + "FROM api_key WHERE"
                            + LIVING
                            + "AND (CAST(:after AS text) IS NULL OR id::text > :after)"
                            + " ORDER BY id::text LIMIT :limit")
                    .bind("after", page.after())
                    .bind("limit", page.limit() + 1)
                    .map((rows2, context) -> key(rows2))
                    .list());
    return Page.cut(rows, page, key -> key.id().toString());
  }

  /** Revokes a key, and with it its sessions. False if no living key has the id. */
  boolean revoke(UUID id) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE api_key SET revoked_at = now() WHERE id = :id AND" + LIVING)
                    .bind("id", id)
                    .execute())
        == 1;
  }

  private static ApiKey key(ResultSet rows) throws SQLException {
    return new ApiKey(
        rows.getObject("id", UUID.class),
        rows.getString("name"),
        Role.fromString(rows.getString("role")),
        rows.getString("created_by"),
        rows.getObject("created_at", OffsetDateTime.class).toInstant(),
        instant(rows.getObject("expires_at", OffsetDateTime.class)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }
}
