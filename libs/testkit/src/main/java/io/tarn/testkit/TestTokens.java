package io.tarn.testkit;

import io.tarn.embedded.IdentityKeys;
import io.tarn.embedded.LakeService;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Makes the tokens that one service presents to another, signed as the gateway does; valid for a
 * minute.
 */
public final class TestTokens {
  /** Where the test servers of this JVM that were started last keep their keys. */
  static final String FOLDER_PROPERTY = "tarn.testkit.keys";

  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private final IdentityKeys keys;

  TestTokens(IdentityKeys keys) {
    this.keys = keys;
  }

  /** The tokens that the service under test accepts: that of the test servers started last. */
  public static TestTokens current() {
    String folder = System.getProperty(FOLDER_PROPERTY);
    if (folder == null) {
      throw new IllegalStateException("No test servers were started in this JVM");
    }
    try {
      return new TestTokens(IdentityKeys.in(Path.of(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A token of the gateway's.
   *
   * @param audience the name of the service that it is for, as {@code query-service}
   */
  public String token(String audience, String principal, Role role) {
    return token(LakeService.GATEWAY, audience, principal, role, Instant.now().plus(LIFETIME));
  }

  /** A token of any service's, with any end: also one that has passed. */
  public String token(
      LakeService issuer, String audience, String principal, Role role, Instant expiresAt) {
    JwtClaims claims = new JwtClaims();
    claims.setIssuer(issuer.label());
    claims.setAudience(audience);
    claims.setSubject(principal);
    claims.setStringListClaim("groups", role.included().stream().map(Role::label).toList());
    claims.setJwtId(Ids.next().toString());
    claims.setIssuedAt(NumericDate.fromSeconds(expiresAt.minus(LIFETIME).getEpochSecond()));
    claims.setExpirationTime(NumericDate.fromSeconds(expiresAt.getEpochSecond()));
    try {
      JsonWebKey key = keys.read(issuer);
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(claims.toJson());
      signature.setKey(((PublicJsonWebKey) key).getPrivateKey());
      signature.setKeyIdHeaderValue(key.getKeyId());
      signature.setHeader("typ", "JWT");
      signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      return signature.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("The test key does not sign", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same as a value of the {@code Authorization} header. */
  public String bearer(String audience, String principal, Role role) {
    return "Bearer " + token(audience, principal, role);
  }
}
