package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The key pairs with which services sign their tokens: in one folder a private JWK (RFC 7517, EC
 * P-256, {@code kid} = the service's name) for each service, readable by the owner only, and one
 * JWKS with the public keys of all.
 */
public final class IdentityKeys {
  private final Path folder;

  private IdentityKeys(Path folder) {
    this.folder = folder;
  }

  /** The keys in the folder; those that are not there yet are made. */
  public static IdentityKeys in(Path folder) throws IOException {
    Secrets.createFolder(folder);
    IdentityKeys keys = new IdentityKeys(folder);
    List<JsonWebKey> known = new ArrayList<>();
    for (LakeService service : LakeService.values()) {
      Path file = keys.privateKey(service);
      if (Files.notExists(file)) {
        Secrets.write(file, generate(service));
      }
      known.add(keys.read(service));
    }
    Secrets.write(
        keys.trustedKeys(), new JsonWebKeySet(known).toJson(OutputControlLevel.PUBLIC_ONLY));
    return keys;
  }

  /** The file with the service's private JWK. */
  public Path privateKey(LakeService service) {
    return folder.resolve(service.label() + ".jwk");
  }

  /** The file with the JWKS of all public keys. */
  public Path trustedKeys() {
    return folder.resolve("trusted.jwks");
  }

  /** The service's key pair. */
  public JsonWebKey read(LakeService service) throws IOException {
    try {
      return JsonWebKey.Factory.newJwk(Files.readString(privateKey(service)));
    } catch (JoseException e) {
      throw new EmbeddedServerException(
          "%s holds no JSON Web Key: delete it, and the next start makes a new one."
              .formatted(privateKey(service)),
          e);
    }
  }

  private static String generate(LakeService service) {
    try {
      EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
      key.setKeyId(service.label());
      key.setUse("sig");
      key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
      return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    } catch (JoseException e) {
      throw new IllegalStateException("This JDK makes no P-256 keys", e);
    }
  }
}
