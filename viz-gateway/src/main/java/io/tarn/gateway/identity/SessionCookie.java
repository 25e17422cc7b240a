package io.tarn.gateway.identity;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The cookie of a session, and the token against cross-site requests that goes with it; and the
 * cookie of a sign-in at the provider, which has to come along when the provider's page leads back.
 */
final class SessionCookie {
  private static final String NAME = "tarn_session";
  private static final String LOGIN = "tarn_login";
  private static final Duration LOGIN_LIMIT = Duration.ofMinutes(10);
  private static final Set<Integer> USUAL_PORTS = Set.of(-1, 80, 443, 8080);

  private SessionCookie() {}

  /**
   * The cookie's name for the address of a request. Cookies know no ports: a second lake beside the
   * first on one host has a name of its own, so that signing in to one does not sign out of the
   * other.
   */
  static String name(HttpServerRequest request) {
    return name(NAME, request);
  }

  /** The value of Set-Cookie for a new session. */
  static String set(HttpServerRequest request, KeySecret session, Duration lifetime) {
    return attributes(request, name(request), session.toCookie(), lifetime, "/; SameSite=Strict");
  }

  /** The value of Set-Cookie that removes it. */
  static String remove(HttpServerRequest request) {
    return attributes(request, name(request), "", Duration.ZERO, "/; SameSite=Strict");
  }

  static String loginName(HttpServerRequest request) {
    return name(LOGIN, request);
  }

  static String setLogin(HttpServerRequest request, LoginAttempt attempt) {
    return login(request, attempt.toCookie(), LOGIN_LIMIT);
  }

  static String removeLogin(HttpServerRequest request) {
    return login(request, "", Duration.ZERO);
  }

  private static String login(HttpServerRequest request, String value, Duration maxAge) {
    return attributes(request, loginName(request), value, maxAge, "/api/v1/session; SameSite=Lax");
  }

  private static String name(String name, HttpServerRequest request) {
    HostAndPort authority = request.authority();
    int port = authority == null ? -1 : authority.port();
    return USUAL_PORTS.contains(port) ? name : name + "_" + port;
  }

  /** The token of a session: derived from its secret, so that it need not be kept. */
  static String csrfToken(KeySecret session) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(session.secret(), "HmacSHA256"));
      byte[] token = mac.doFinal("X-CSRF-Token".getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(token);
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  static boolean isCsrfToken(KeySecret session, @Nullable String presented) {
    return presented != null
        && MessageDigest.isEqual(
            csrfToken(session).getBytes(StandardCharsets.US_ASCII),
            presented.getBytes(StandardCharsets.UTF_8));
  }

  private static String attributes(
      HttpServerRequest request, String name, String value, Duration maxAge, String pathAndSite) {
    String secure = "https".equals(request.scheme()) ? "; Secure" : "";
    return "%s=%s; Path=%s; Max-Age=%d; HttpOnly%s"
        .formatted(name, value, pathAndSite, maxAge.toSeconds(), secure);
  }
}
