package io.tarn.rest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;

/** Who this service is towards the others, and whose tokens it believes. */
@ConfigMapping(prefix = "tarn.identity")
public interface IdentityConfig {
  /** The name under which this service signs tokens: {@code iss} and {@code kid}. */
  @WithDefault("${quarkus.application.name}")
  @Pattern(regexp = "[a-z][a-z0-9-]{0,62}") String name();

  /** File with this service's private key: a JWK, EC P-256, whose {@code kid} is the name. */
  Path privateKey();

  /** File with the public keys of all services that may call: a JWKS, each {@code kid} a name. */
  Path trustedKeys();
}
