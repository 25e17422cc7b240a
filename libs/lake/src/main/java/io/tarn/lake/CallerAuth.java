package io.tarn.lake;

import java.util.Map;
import org.apache.iceberg.catalog.SessionCatalog.SessionContext;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.HTTPHeaders;
import org.apache.iceberg.rest.HTTPRequest;
import org.apache.iceberg.rest.ImmutableHTTPRequest;
import org.apache.iceberg.rest.RESTClient;
import org.apache.iceberg.rest.auth.AuthManager;
import org.apache.iceberg.rest.auth.AuthSession;

/**
 * Iceberg's authentication plug-in that sends the token of the caller on whose behalf the present
 * thread works, and its request id. Loaded by its name through the property {@code rest.auth.type}.
 */
public final class CallerAuth implements AuthManager, AuthSession {
  /** The headers of each request to the catalog; bound around every use of it. */
  static final ScopedValue<Map<String, String>> HEADERS = ScopedValue.newInstance();

  /** Called by Iceberg. */
  @SuppressWarnings("unused")
  public CallerAuth(String name) {}

  @Override
  public HTTPRequest authenticate(HTTPRequest request) {
    return ImmutableHTTPRequest.builder()
        .from(request)
        .headers(HTTPHeaders.of(HEADERS.get()).putIfAbsent(request.headers()))
        .build();
  }

  @Override
  public AuthSession initSession(RESTClient client, Map<String, String> properties) {
    return this;
  }

  @Override
  public AuthSession catalogSession(RESTClient client, Map<String, String> properties) {
    return this;
  }

  @Override
  public AuthSession tableSession(RESTClient client, Map<String, String> properties) {
    return this;
  }

  @Override
  public AuthSession contextualSession(SessionContext context, AuthSession parent) {
    return this;
  }

  @Override
  public AuthSession tableSession(
      TableIdentifier table, Map<String, String> properties, AuthSession parent) {
    return this;
  }

  @Override
  public void close() {}
}
