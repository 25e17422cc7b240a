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

/** The cookie of a session, and the token against cross-site requests that goes with it. */
final class SessionCookie {
  private static final String NAME = "tarn_session";
  private static final Set<Integer> USUAL_PORTS = Set.of(-1, 80, 443, 8080);

  private SessionCookie() {}

  /**
   * The cookie's name for the address of a request. Cookies know no ports: a second lake beside the
   * first on one host has a name of its own, so that signing in to one does not sign out of the
   * other.
   */
  static String name(HttpServerRequest request) {
    HostAndPort authority = request.authority();
    int port = authority == null ? -1 : authority.port();
    return USUAL_PORTS.contains(port) ? NAME : NAME + "_" + port;
  }

  /** The value of Set-Cookie for a new session. */
  static String set(HttpServerRequest request, KeySecret session, Duration lifetime) {
    return attributes(request, session.toCookie(), lifetime.toSeconds());
  }

  /** The value of Set-Cookie that removes it. */
  static String remove(HttpServerRequest request) {
    return attributes(request, "", 0);
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

  private static String attributes(HttpServerRequest request, String value, long maxAgeSeconds) {
    String secure = "https".equals(request.scheme()) ? "; Secure" : "";
    return "%s=%s; Path=/; Max-Age=%d; HttpOnly; SameSite=Strict%s"
        .formatted(name(request), value, maxAgeSeconds, secure);
  }
}
