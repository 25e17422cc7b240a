package io.tarn.ingest.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDigestTest {
  private static final String ZEROS = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

  @ParameterizedTest
  @ValueSource(strings = {"sha-256=:%s:", "sha-512=:x:, sha-256=:%s:", " sha-256=:%s:;p=1"})
  void readsTheSha256AmongOthers(String header) {
    assertThat(ContentDigest.sha256(header.formatted(ZEROS))).isEqualTo("0".repeat(64));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha-512=:x:", "sha-256=abc", "sha-256=:AAAA:"})
  void refusesAHeaderWithoutOne(String header) {
    assertThatThrownBy(() -> ContentDigest.sha256(header))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("sha-256");
  }

  @Test
  void needsNone() {
    assertThat(ContentDigest.sha256(null)).isNull();
  }
}
