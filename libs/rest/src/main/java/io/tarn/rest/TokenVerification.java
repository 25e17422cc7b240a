package io.tarn.rest;

import io.quarkus.runtime.Startup;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.security.Key;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Verifies the tokens of other services: the signature by the key that {@code kid} names, and that
 * the issuer is that key's owner, so that one service's key cannot speak in another's name.
 * Algorithm, audience and times are checked by SmallRye JWT from its configuration.
 */
@Startup
@Alternative
@Priority(1)
@ApplicationScoped
public class TokenVerification extends JWTCallerPrincipalFactory {
  private final DefaultJWTTokenParser parser;

  TokenVerification(IdentityConfig config) {
    VerificationKeyResolver resolver = new TrustedKeys(KeyFiles.trustedKeys(config.trustedKeys()));
    this.parser =
        new DefaultJWTTokenParser() {
          @Override
          protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo info) {
            return resolver;
          }
        };
  }

  @Override
  public JWTCallerPrincipal parse(String token, JWTAuthContextInfo info) throws ParseException {
    JwtContext context = parser.parse(token, info);
    JsonWebStructure signed = context.getJoseObjects().getFirst();
    try {
      if (!signed.getKeyIdHeaderValue().equals(context.getJwtClaims().getIssuer())) {
        throw new ParseException("The token's issuer is not the owner of its key");
      }
    } catch (MalformedClaimException e) {
      throw new ParseException("The token's issuer is not text", e);
    }
    return new DefaultJWTCallerPrincipal(signed.getHeader("typ"), context.getJwtClaims());
  }

  private record TrustedKeys(Map<String, PublicKey> byName) implements VerificationKeyResolver {
    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> nesting)
        throws UnresolvableKeyException {
      String kid = jws.getKeyIdHeaderValue();
      PublicKey key = kid == null ? null : byName.get(kid);
      if (key == null) {
        throw new UnresolvableKeyException("The token was not signed by a key that is trusted");
      }
      return key;
    }
  }
}
