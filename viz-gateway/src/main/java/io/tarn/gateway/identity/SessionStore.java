package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of the page in PostgreSQL. A session lives until it is ended, expires, or its key or
 * the user's token does.
 */
@ApplicationScoped
class SessionStore {
  private static final UUID NO_KEY = new UUID(0, 0);

  private final Jdbi jdbi;
  private final BootstrapKey bootstrap;
  private final IdentitySettings.Session settings;

  SessionStore(Jdbi jdbi, BootstrapKey bootstrap, IdentitySettings.Session settings) {
    this.jdbi = jdbi;
    this.bootstrap = bootstrap;
    this.settings = settings;
  }

  /** A new session of a key's. */
  KeySecret begin(UUID keyId) {
    return begin(keyId, null, null);
  }

  /** A new session of a user's, which ends with the token at the latest. */
  KeySecret begin(UserTokens.User user) {
    return begin(null, null, user);
  }

  /** A new session of the bootstrap secret's, given its hash. */
  KeySecret beginBootstrap(byte[] secretHash) {
    return begin(null, secretHash, null);
  }

  private KeySecret begin(
      @Nullable UUID keyId, byte @Nullable [] bootstrapHash, UserTokens.@Nullable User user) {
    KeySecret session = KeySecret.random(Ids.next());
    Instant end = Instant.now().plus(settings.lifetime());
    Instant until = user != null && user.until().isBefore(end) ? user.until() : end;
    jdbi.useTransaction(
        handle -> {
          makeRoom(handle, keyId, user == null ? null : user.caller().principal());
          handle
              .createUpdate(
                  """
                  INSERT INTO session (id, secret_hash, key_id, bootstrap_hash, user_name,
                      user_role, expires_at)
                  VALUES (:id, :hash, CAST(:key AS uuid), :bootstrap, :user, :role, :until)
                  """)
              .bind("id", session.id())
              .bind("hash", session.hash())
              .bind("key", keyId)
              .bind("bootstrap", bootstrapHash)
              .bind("user", user == null ? null : user.caller().principal())
              .bind("role", user == null ? null : user.caller().role().label())
              .bind("until", until.atOffset(ZoneOffset.UTC))
              .execute();
        });
    return session;
  }

  /** The caller of a living session. */
  Optional<Caller> caller(KeySecret presented) {
    record Row(
        byte[] hash, byte @Nullable [] bootstrap, @Nullable String name, @Nullable String role) {}
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT s.secret_hash, s.bootstrap_hash,
                          coalesce(k.name, s.user_name) AS name,
                          coalesce(k.role, s.user_role) AS role
                        FROM session s LEFT JOIN api_key k ON k.id = s.key_id
                        WHERE s.id = :id AND s.expires_at > now()
                          AND (k.id IS NULL OR k.revoked_at IS NULL)
                          AND (k.expires_at IS NULL OR k.expires_at > now())
                        """)
                    .bind("id", presented.id())
                    .map(
                        (rows, context) ->
                            new Row(
                                rows.getBytes("secret_hash"),
                                rows.getBytes("bootstrap_hash"),
                                rows.getString("name"),
                                rows.getString("role")))
                    .findOne())
        .filter(row -> presented.matches(row.hash()))
        .flatMap(
            row -> {
              if (row.name() != null && row.role() != null) {
                return Optional.of(new Caller(row.name(), Role.fromString(row.role())));
              }
              return row.bootstrap() != null && bootstrap.matchesHash(row.bootstrap())
                  ? Optional.of(BootstrapKey.caller())
                  : Optional.empty();
            });
  }

  void end(UUID id) {
    jdbi.useHandle(handle -> handle.execute("DELETE FROM session WHERE id = ?", id));
  }

  private void makeRoom(Handle handle, @Nullable UUID keyId, @Nullable String user) {
    handle.execute("DELETE FROM session WHERE expires_at <= now()");
    handle.execute(
        """
        DELETE FROM session WHERE id IN (
          SELECT id FROM session
          WHERE coalesce(key_id, CAST(? AS uuid)) = coalesce(CAST(? AS uuid), CAST(? AS uuid))
            AND user_name IS NOT DISTINCT FROM CAST(? AS text)
          ORDER BY created_at DESC OFFSET ?)
        """,
        NO_KEY,
        keyId,
        NO_KEY,
        user,
        settings.maxPerKey() - 1);
  }
}
