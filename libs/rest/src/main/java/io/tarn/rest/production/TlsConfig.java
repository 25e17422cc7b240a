package io.tarn.rest.production;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The certificates of the calls to other services. */
@ConfigMapping(prefix = "tarn.tls")
public interface TlsConfig {
  /**
   * The name of the configuration under {@code quarkus.tls.<name>} whose trust store, and key store
   * if there is one, calls to other services use. Without it, the authorities that Java knows are
   * trusted.
   */
  Optional<String> configuration();
}
