package io.tarn.rest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Fresh key files for the test application, and the keys to forge tokens with. */
public class KeyFolder implements QuarkusTestResourceLifecycleManager {
  static final EllipticCurveJsonWebKey OWN = generate("test-service");
  static final EllipticCurveJsonWebKey FRIEND = generate("viz-gateway");
  static final EllipticCurveJsonWebKey STRANGER = generate("stranger");

  static EllipticCurveJsonWebKey generate(String kid) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(kid);
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  static String trusted() {
    return new JsonWebKeySet(List.of(OWN, FRIEND))
        .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  @Override
  public Map<String, String> start() {
    try {
      Path folder = Files.createTempDirectory("keys");
      Path own = folder.resolve("own.jwk");
      Path trusted = folder.resolve("trusted.jwks");
      Files.writeString(own, OWN.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
      Files.writeString(trusted, trusted());
      return Map.of(
          "tarn.identity.private-key", own.toString(),
          "tarn.identity.trusted-keys", trusted.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {}
}
