package io.tarn.gateway.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** The settings of the identity feature. */
final class IdentitySettings {
  private IdentitySettings() {}

  /** The secret with which the launcher makes the first key. */
  @ConfigMapping(prefix = "tarn.bootstrap")
  interface Bootstrap {
    /**
     * File with a random secret of at least 32 characters, readable by its owner only: whoever
     * presents it is the principal {@code launcher} with the role admin. Without it only keys
     * count.
     */
    Optional<Path> keyFile();
  }

  /** The sessions of the page. */
  @ConfigMapping(prefix = "tarn.session")
  interface Session {
    /** How long a session lives at most; it ends with its key in any case. */
    @WithDefault("P7D")
    @DurationMin(minutes = 1)
    @DurationMax(days = 90)
    Duration lifetime();

    /** How many sessions one key may have; the oldest makes room. */
    @WithDefault("50")
    @Min(1) @Max(1000) int maxPerKey();
  }

  /** The damping of guesses. */
  @ConfigMapping(prefix = "tarn.damping")
  interface Damping {
    /** How many refused keys or cookies a minute an address may send before it has to wait. */
    @WithDefault("30")
    @Min(1) int failuresPerMinute();
  }

  /** The users of an OpenID Connect provider. */
  @ConfigMapping(prefix = "tarn.oidc")
  interface Oidc {
    /**
     * The groups, by the role that they give: {@code tarn.oidc.roles.editor=data-team,teachers}. A
     * role that is not named here is given by a group of its own name. The claim with the groups is
     * {@code quarkus.oidc.roles.role-claim-path}.
     */
    Map<String, Set<String>> roles();

    /**
     * Under which address users open the page, as {@code https://lake.example.org}: it then offers
     * to sign in at the provider. The provider's client {@code quarkus.oidc.client-id} needs the
     * redirect {@code <page>/api/v1/session/callback}, the authorization code flow with PKCE, and
     * the claim with the groups in its ID tokens; {@code quarkus.oidc.credentials.secret} if it is
     * no public client.
     */
    Optional<URI> page();

    /**
     * How long a session lasts at most that began with signing in at the provider; the role is that
     * of then.
     */
    @WithDefault("PT8H")
    @DurationMin(minutes = 1)
    @DurationMax(days = 90)
    Duration session();
  }
}
