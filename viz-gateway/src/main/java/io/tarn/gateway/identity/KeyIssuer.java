package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.IdentityConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes API keys. With an idempotency key the secret is derived from it and a key of the gateway's,
 * so that a repeated request is given the same answer though only a hash of the secret is kept.
 */
@ApplicationScoped
class KeyIssuer {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,62}");

  private final ApiKeyStore store;
  private final byte[] derivation;

  KeyIssuer(ApiKeyStore store, IdentityConfig identity) throws IOException {
    this.store = store;
    this.derivation = KeySecret.sha256(Files.readAllBytes(identity.privateKey()));
  }

  IssuedKey issue(Caller by, NewKey wanted, @Nullable String idempotencyKey) {
    check(wanted);
    UUID id = Ids.next();
    ApiKey key =
        new ApiKey(
            id,
            wanted.name(),
            wanted.role(),
            by.principal(),
            Instant.now().truncatedTo(ChronoUnit.MICROS),
            wanted.expiresAt() == null ? null : wanted.expiresAt().truncatedTo(ChronoUnit.MICROS));
    if (idempotencyKey == null) {
      KeySecret secret = KeySecret.random(id);
      if (store.insert(key, secret.hash(), null, null)) {
        return IssuedKey.of(key, secret);
      }
      throw nameTaken(wanted);
    }
    byte[] hash = hash(by.principal(), idempotencyKey);
    byte[] request = hash(wanted.name(), wanted.role().label(), String.valueOf(wanted.expiresAt()));
    Optional<IssuedKey> earlier = earlier(hash, request, idempotencyKey);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    KeySecret secret = derived(id, idempotencyKey);
    if (store.insert(key, secret.hash(), hash, request)) {
      return IssuedKey.of(key, secret);
    }
    return earlier(hash, request, idempotencyKey).orElseThrow(() -> nameTaken(wanted));
  }

  private Optional<IssuedKey> earlier(byte[] hash, byte[] request, String idempotencyKey) {
    return store
        .byIdempotency(hash)
        .map(
            earlier -> {
              KeySecret secret = derived(earlier.key().id(), idempotencyKey);
              if (!MessageDigest.isEqual(request, earlier.requestHash())
                  || !secret.matches(earlier.secretHash())) {
                throw new ProblemException(
                    ErrorCode.IDEMPOTENCY_CONFLICT,
                    "This Idempotency-Key was used for another key: send a new one.");
              }
              return IssuedKey.of(earlier.key(), secret);
            });
  }

  private static void check(NewKey wanted) {
    if (!NAME.matcher(wanted.name()).matches()
        || wanted.name().equalsIgnoreCase(BootstrapKey.PRINCIPAL)) {
      throw refused(
          "/name",
          "Use letters, digits and . _ @ -, at most 63, not beginning with a sign, and not '"
              + BootstrapKey.PRINCIPAL
              + "'.");
    }
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(Instant.now())) {
      throw refused("/expiresAt", "The time must be in the future.");
    }
  }

  private static ProblemException refused(String pointer, String reason) {
    return new ProblemException(
        ErrorCode.INVALID_ARGUMENT,
        pointer + ": " + reason,
        List.of(Place.atPointer(pointer, reason)));
  }

  private static ProblemException nameTaken(NewKey wanted) {
    return new ProblemException(
        ErrorCode.CONFLICT,
        "There is a key named '%s': revoke it first, or choose another name."
            .formatted(wanted.name()));
  }

  private KeySecret derived(UUID id, String idempotencyKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(derivation, "HmacSHA256"));
      return new KeySecret(
          id, mac.doFinal((id + "\0" + idempotencyKey).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hash(String... parts) {
    return KeySecret.sha256(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
  }
}
