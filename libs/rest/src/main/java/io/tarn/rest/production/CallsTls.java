package io.tarn.rest.production;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** TLS for the calls to other services, by Quarkus's registry. Thread-safe. */
@ApplicationScoped
public class CallsTls {
  private final Optional<TlsConfiguration> configuration;

  CallsTls(TlsConfig config, TlsConfigurationRegistry registry) {
    this.configuration =
        config
            .configuration()
            .map(
                name ->
                    registry
                        .get(name)
                        .orElseThrow(
                            () ->
                                new IllegalStateException(
                                    ("tarn.tls.configuration: there is no configuration"
                                            + " quarkus.tls.%s.*")
                                        .formatted(name))));
  }

  /**
   * The context for clients of the JDK's and Apache's kind. It holds the certificates of now: a
   * renewed certificate needs a new context.
   */
  public SSLContext context() {
    try {
      return configuration.isPresent()
          ? configuration.get().createSSLContext()
          : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException("tarn.tls.configuration: the certificates are not usable", e);
    }
  }

  /** Gives the options of a Vert.x client the same certificates. */
  public HttpClientOptions apply(HttpClientOptions options) {
    configuration.ifPresent(present -> TlsConfigUtils.configure(options, present));
    return options.setVerifyHost(true);
  }
}
