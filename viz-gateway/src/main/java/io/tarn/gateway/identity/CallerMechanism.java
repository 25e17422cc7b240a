package io.tarn.gateway.identity;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells Quarkus who calls the gateway's own resources, for {@code @RolesAllowed}. */
@ApplicationScoped
class CallerMechanism implements HttpAuthenticationMechanism {
  private final Authenticator authenticator;

  CallerMechanism(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    return Uni.createFrom()
        .completionStage(() -> authenticator.identify(context).toCompletionStage())
        .map(caller -> caller.map(CallerMechanism::identity).orElse(null));
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
  }

  /** Before the mechanism of OpenID Connect, which takes keys for broken tokens. */
  @Override
  public int getPriority() {
    return 10 * DEFAULT_PRIORITY;
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  private static SecurityIdentity identity(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.principal()))
        .addRoles(caller.role().included().stream().map(Role::label).collect(Collectors.toSet()))
        .build();
  }
}
