package io.tarn.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "api",
        "//api/v1/loads",
        "/api//v1/loads",
        "/api/./loads",
        "/api/v1/loads/..",
        "/api/v1/%2e%2e/loads",
        "/api/v1/%2E/loads",
        "/api/v1/.%2e/loads",
        "/api/v1/loads%2f..%2f",
        "/api/v1/loads%5c",
        "/api/v1/loads;a=b",
        "/api/v1/loads%3Bx",
        "/api/v1/a\\b",
        "/api/v1/%00",
        "/api/v1/%",
        "/api/v1/%4",
        "/api/v1/%zz",
        "/api/v1/%ff",
        "/api/v1/a b",
        "/api/v1/ä"
      })
  void refusesWhatCanBeReadInTwoWays(String path) {
    assertThat(PlainPath.parse(path)).isEmpty();
  }

  @Test
  void decodesSegments() {
    assertThat(PlainPath.parse("/iceberg/v1/namespaces/a%1Fb/%ED%95%9C"))
        .hasValue(new PlainPath(java.util.List.of("iceberg", "v1", "namespaces", "a\u001fb", "한")));
  }

  @Test
  void takesASlashAtTheEndForNothing() {
    assertThat(PlainPath.parse("/api/v1/loads/")).isEqualTo(PlainPath.parse("/api/v1/loads"));
  }
}
