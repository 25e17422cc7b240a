package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who sends a request: a key or a user's token in {@code Authorization}, else the
 * session's cookie. Looks at the database each time, so that a revoked key ends at once.
 */
@ApplicationScoped
public class Authenticator {
  private static final UUID NO_ID = new UUID(0, 0);
  private static final String USER = "tarn.user";

  private final ApiKeyStore keys;
  private final SessionStore sessions;
  private final BootstrapKey bootstrap;
  private final UserTokens users;
  private final FailureDamping damping;
  private final Vertx vertx;

  Authenticator(
      ApiKeyStore keys,
      SessionStore sessions,
      BootstrapKey bootstrap,
      UserTokens users,
      FailureDamping damping,
      Vertx vertx) {
    this.keys = keys;
    this.sessions = sessions;
    this.bootstrap = bootstrap;
    this.users = users;
    this.damping = damping;
    this.vertx = vertx;
  }

  /**
   * The caller; empty if the request brings no credentials. Fails with {@code UNAUTHENTICATED} for
   * credentials that are not valid, {@code FORBIDDEN} for a cookie that another site's page makes
   * use of and for a user without a role, {@code TOO_MANY_REQUESTS} for guesses. Does not block.
   */
  public Future<Optional<Caller>> identify(RoutingContext context) {
    Presented presented = Presented.in(context.request());
    String bearer = presented.bearer();
    if (bearer == null && presented.cookie() == null) {
      return Future.succeededFuture(Optional.empty());
    }
    if (bearer != null && users.isCandidate(bearer)) {
      return userCaller(presented.address(), bearer, context).map(Optional::of);
    }
    return vertx.executeBlocking(() -> caller(presented), false).map(Optional::ofNullable);
  }

  /** The caller of a request with credentials, blocking. */
  Caller caller(Presented presented) {
    if (presented.bearer() != null) {
      return keyCaller(presented.address(), presented.bearer());
    }
    if (presented.cookie() != null) {
      return sessionCaller(presented, presented.cookie());
    }
    throw refused();
  }

  private Future<Caller> userCaller(String address, String token, RoutingContext context) {
    return Future.succeededFuture(address)
        .compose(
            from -> {
              damping.admit(from, NO_ID);
              return users.user(token, context);
            })
        .map(
            user -> {
              if (user.isEmpty()) {
                damping.failed(address, NO_ID);
                throw refused();
              }
              context.put(USER, user.get());
              return user.get().caller();
            });
  }

  /** The user whose token came with the request, if it was one that brought the caller in. */
  static Optional<UserTokens.User> user(RoutingContext context) {
    return Optional.ofNullable(context.get(USER));
  }

  private Caller keyCaller(String address, String text) {
    Optional<KeySecret> key = KeySecret.fromKey(text);
    if (key.isPresent()) {
      return counted(address, key.get().id(), () -> keys.caller(key.get()));
    }
    return counted(
        address,
        NO_ID,
        () -> bootstrap.matches(text) ? Optional.of(BootstrapKey.caller()) : Optional.empty());
  }

  private Caller sessionCaller(Presented presented, String cookie) {
    KeySecret session = KeySecret.fromCookie(cookie).orElseThrow(Authenticator::refused);
    Caller caller = counted(presented.address(), session.id(), () -> sessions.caller(session));
    if (presented.unsafe()
        && (presented.isForeignOrigin()
            || !SessionCookie.isCsrfToken(session, presented.csrfToken()))) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "A session's cookie alone does not change anything: send the session's csrfToken as"
              + " X-CSRF-Token, from a page of this origin.");
    }
    return caller;
  }

  private Caller counted(String address, UUID id, Lookup lookup) {
    damping.admit(address, id);
    @Nullable Caller caller = lookup.caller().orElse(null);
    if (caller == null) {
      damping.failed(address, id);
      throw refused();
    }
    if (!id.equals(NO_ID)) {
      damping.succeeded(id);
    }
    return caller;
  }

  private static ProblemException refused() {
    return new ProblemException(
        ErrorCode.UNAUTHENTICATED,
        "The key or session that came with the request is not valid, or no longer.");
  }

  @FunctionalInterface
  private interface Lookup {
    Optional<Caller> caller();
  }
}
