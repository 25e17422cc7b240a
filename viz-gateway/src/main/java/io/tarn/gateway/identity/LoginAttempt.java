package io.tarn.gateway.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser keeps, in a cookie, while its user signs in at the provider; 256 random bits each.
 *
 * @param state comes back with the code: who began is who ends
 * @param nonce comes back inside the ID token: it was issued for this attempt
 * @param verifier goes with the code: who asked for it is who uses it (PKCE)
 */
record LoginAttempt(String state, String nonce, String verifier) {
  private static final int BYTES = 32;
  private static final Pattern COOKIE =
      Pattern.compile("([\\w-]{43})\\.([\\w-]{43})\\.([\\w-]{43})");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom RANDOM = new SecureRandom();

  static LoginAttempt random() {
    return new LoginAttempt(text(), text(), text());
  }

  static Optional<LoginAttempt> fromCookie(String cookie) {
    Matcher matcher = COOKIE.matcher(cookie);
    return matcher.matches()
        ? Optional.of(new LoginAttempt(matcher.group(1), matcher.group(2), matcher.group(3)))
        : Optional.empty();
  }

  String toCookie() {
    return state + "." + nonce + "." + verifier;
  }

  /** What the provider is shown of the verifier. */
  String challenge() {
    return BASE64.encodeToString(KeySecret.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  /** Says nothing of the secrets. */
  @Override
  public String toString() {
    return "LoginAttempt[]";
  }

  private static String text() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return BASE64.encodeToString(bytes);
  }
}
