package io.tarn.lake;

import javax.net.ssl.SSLContext;
import org.apache.iceberg.rest.auth.TLSConfigurer;

/**
 * Iceberg's plug-in for TLS that gives the client being built the certificates of this connection.
 * Loaded by its name through the property {@value #PROPERTY}.
 */
public final class CallerTls implements TLSConfigurer {
  static final String PROPERTY = "rest.client.tls.configurer-impl";

  /** Bound while a client is built. */
  static final ScopedValue<SSLContext> CONTEXT = ScopedValue.newInstance();

  private final SSLContext context = CONTEXT.get();

  /** Called by Iceberg. */
  @SuppressWarnings("unused")
  public CallerTls() {}

  @Override
  public SSLContext sslContext() {
    return context;
  }
}
