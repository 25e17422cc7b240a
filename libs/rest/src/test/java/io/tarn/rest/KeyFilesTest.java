package io.tarn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path folder;

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("key"), text);
  }

  @Test
  void readsAPrivateKey() throws Exception {
    Path file = file(KeyFolder.OWN.toJson(OutputControlLevel.INCLUDE_PRIVATE));
    assertThat(KeyFiles.privateKey(file, "test-service")).isInstanceOf(ECPrivateKey.class);
  }

  @Test
  void namesTheSettingWhenTheFileIsAbsent() {
    assertThatThrownBy(() -> KeyFiles.privateKey(folder.resolve("none"), "test-service"))
        .hasMessageStartingWith("tarn.identity.private-key: cannot read");
  }

  @Test
  void refusesTheKeyOfAnother() throws Exception {
    Path file = file(KeyFolder.FRIEND.toJson(OutputControlLevel.INCLUDE_PRIVATE));
    assertThatThrownBy(() -> KeyFiles.privateKey(file, "test-service"))
        .hasMessageContaining("kid 'viz-gateway'");
  }

  @Test
  void refusesAPublicKeyToSignWith() throws Exception {
    Path file = file(KeyFolder.OWN.toJson(OutputControlLevel.PUBLIC_ONLY));
    assertThatThrownBy(() -> KeyFiles.privateKey(file, "test-service"))
        .hasMessageContaining("no private part");
  }

  @Test
  void refusesAnotherKindOfKey() throws Exception {
    RsaJsonWebKey rsa = RsaJwkGenerator.generateJwk(2048);
    rsa.setKeyId("test-service");
    Path file = file(rsa.toJson(OutputControlLevel.INCLUDE_PRIVATE));
    assertThatThrownBy(() -> KeyFiles.privateKey(file, "test-service"))
        .hasMessageContaining("not EC P-256");
  }

  @Test
  void readsTheTrustedKeysByName() throws Exception {
    assertThat(KeyFiles.trustedKeys(file(KeyFolder.trusted())))
        .containsOnlyKeys("test-service", "viz-gateway");
  }

  @Test
  void refusesAnEmptySet() throws Exception {
    Path file = file("{\"keys\":[]}");
    assertThatThrownBy(() -> KeyFiles.trustedKeys(file)).hasMessageContaining("has no key");
  }
}
