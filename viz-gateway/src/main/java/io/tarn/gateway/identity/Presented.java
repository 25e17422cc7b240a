package io.tarn.gateway.identity;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings to say who sends it.
 *
 * @param bearer the text after {@code Bearer} of the Authorization header
 * @param cookie the session's cookie
 * @param unsafe whether the method may change something (RFC 9110, section 9.2.1)
 * @param csrfToken the X-CSRF-Token header
 * @param origin the Origin header
 * @param host the authority that the request was sent to
 * @param address the client's address, for the damping of guesses
 */
record Presented(
    @Nullable String bearer,
    @Nullable String cookie,
    boolean unsafe,
    @Nullable String csrfToken,
    @Nullable String origin,
    String host,
    String address) {
  private static final String BEARER = "bearer ";
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  static Presented in(HttpServerRequest request) {
    String authorization = request.getHeader("Authorization");
    Cookie cookie = request.getCookie(SessionCookie.name(request));
    return new Presented(
        authorization == null ? null : bearer(authorization),
        cookie == null ? null : cookie.getValue(),
        !SAFE.contains(request.method()),
        request.getHeader("X-CSRF-Token"),
        request.getHeader("Origin"),
        request.authority() == null ? "" : request.authority().toString(),
        request.remoteAddress() == null
            ? ""
            : Objects.requireNonNullElse(request.remoteAddress().hostAddress(), ""));
  }

  /** The credentials; empty if the header is of another scheme, which is never accepted. */
  private static String bearer(String authorization) {
    return authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? authorization.substring(BEARER.length()).strip()
        : "";
  }

  /** Whether the browser says that another site's page sent this. */
  boolean isForeignOrigin() {
    if (origin == null) {
      return false;
    }
    int authority = origin.indexOf("://");
    return authority < 0 || !origin.substring(authority + 3).equalsIgnoreCase(host);
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "Presented[" + address + "]";
  }
}
