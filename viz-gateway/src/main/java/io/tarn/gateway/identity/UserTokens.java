package io.tarn.gateway.identity;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Users by the access tokens of an OpenID Connect provider: a JWT whose signature, issuer, audience
 * and times hold, and whose roles claim names a role here or a group that {@code tarn.oidc.roles}
 * gives one. Off unless {@code quarkus.oidc.tenant-enabled} is true. Does not block.
 */
@ApplicationScoped
class UserTokens {
  /** Before each user's name, so that no key can have it, and no user that of a key. */
  static final String PREFIX = "user:";

  private static final Logger LOG = Logger.getLogger(UserTokens.class);
  private static final int MAX_NAME = 200;

  /** A user, and when the token that said so ends. */
  record User(Caller caller, Instant until) {}

  private final IdentityProviderManager providers;
  private final boolean enabled;
  private final Map<Role, Set<String>> groups = new EnumMap<>(Role.class);

  UserTokens(
      IdentityProviderManager providers,
      IdentitySettings.Oidc settings,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled) {
    this.providers = providers;
    this.enabled = enabled;
    for (Role role : Role.values()) {
      groups.put(role, settings.roles().getOrDefault(role.label(), Set.of(role.label())));
    }
    settings.roles().keySet().forEach(Role::fromString);
  }

  /** Whether the text may be such a token; keys and secrets are not of this form. */
  boolean isCandidate(String bearer) {
    return enabled && bearer.chars().filter(c -> c == '.').count() == 2;
  }

  /**
   * The user; empty if the token is not valid. Fails with {@code FORBIDDEN} for a user without a
   * role, {@code SERVICE_UNAVAILABLE} if the provider's keys cannot be had.
   */
  Future<Optional<User>> user(String token, RoutingContext context) {
    TokenAuthenticationRequest request =
        new TokenAuthenticationRequest(new AccessTokenCredential(token));
    HttpSecurityUtils.setRoutingContextAttribute(request, context);
    return Future.fromCompletionStage(
            providers.authenticate(request).subscribeAsCompletionStage(),
            context.vertx().getOrCreateContext())
        .map(identity -> Optional.of(user(identity)))
        .recover(UserTokens::failed);
  }

  private User user(SecurityIdentity identity) {
    if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
      throw new AuthenticationFailedException("The token is no JWT");
    }
    String name = token.getName();
    if (name == null
        || name.isBlank()
        || name.length() > MAX_NAME
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new AuthenticationFailedException("The token names nobody");
    }
    Role role =
        groups.entrySet().stream()
            .filter(each -> each.getValue().stream().anyMatch(identity::hasRole))
            .map(Map.Entry::getKey)
            .max(Comparator.naturalOrder())
            .orElseThrow(
                () ->
                    new ProblemException(
                        ErrorCode.FORBIDDEN,
                        "'%s' has no role in this lake: an administrator gives one by a group."
                            .formatted(name)));
    return new User(
        new Caller(PREFIX + name, role), Instant.ofEpochSecond(token.getExpirationTime()));
  }

  private static Future<Optional<User>> failed(Throwable failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof OIDCException) {
        LOG.errorf(cause, "The identity provider's keys cannot be had");
        return Future.failedFuture(
            new ProblemException(
                ErrorCode.SERVICE_UNAVAILABLE,
                "The identity provider does not answer; try again in a moment."));
      }
      cause = cause.getCause();
    }
    if (failure instanceof AuthenticationFailedException) {
      LOG.debugf(failure, "A user's token was refused");
      return Future.succeededFuture(Optional.empty());
    }
    return Future.failedFuture(failure);
  }
}
