package io.tarn.rest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Map;
import java.util.TreeMap;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/**
 * Reads the key files of {@link IdentityConfig}; a fault is an exception that names the setting.
 */
final class KeyFiles {
  private KeyFiles() {}

  static PrivateKey privateKey(Path file, String name) {
    String setting = "tarn.identity.private-key";
    JsonWebKey key;
    try {
      key = JsonWebKey.Factory.newJwk(read(setting, file));
    } catch (JoseException e) {
      throw new IllegalStateException(setting + ": " + file + " is no JWK", e);
    }
    EllipticCurveJsonWebKey curve = onP256(setting, file, key);
    if (!name.equals(key.getKeyId())) {
      throw new IllegalStateException(
          "%s: the key in %s has the kid '%s', but tarn.identity.name is '%s'"
              .formatted(setting, file, key.getKeyId(), name));
    }
    if (curve.getEcPrivateKey() == null) {
      throw new IllegalStateException(setting + ": the key in " + file + " has no private part");
    }
    return curve.getEcPrivateKey();
  }

  /** The public keys by the names of their owners. */
  static Map<String, PublicKey> trustedKeys(Path file) {
    String setting = "tarn.identity.trusted-keys";
    JsonWebKeySet set;
    try {
      set = new JsonWebKeySet(read(setting, file));
    } catch (JoseException e) {
      throw new IllegalStateException(setting + ": " + file + " is no JWKS", e);
    }
    Map<String, PublicKey> keys = new TreeMap<>();
    for (JsonWebKey key : set.getJsonWebKeys()) {
      EllipticCurveJsonWebKey curve = onP256(setting, file, key);
      if (key.getKeyId() == null || keys.put(key.getKeyId(), curve.getECPublicKey()) != null) {
        throw new IllegalStateException(
            setting + ": in " + file + " a kid is missing or occurs twice");
      }
    }
    if (keys.isEmpty()) {
      throw new IllegalStateException(setting + ": " + file + " has no key");
    }
    return Map.copyOf(keys);
  }

  private static EllipticCurveJsonWebKey onP256(String setting, Path file, JsonWebKey key) {
    if (key instanceof EllipticCurveJsonWebKey curve && "P-256".equals(curve.getCurveName())) {
      return curve;
    }
    throw new IllegalStateException(setting + ": a key in " + file + " is not EC P-256");
  }

  private static String read(String setting, Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(setting + ": cannot read " + file, e);
    }
  }
}
