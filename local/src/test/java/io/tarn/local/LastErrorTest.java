package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LastErrorTest {
  private final LastError error = new LastError();

  @Test
  void isEmptyWithoutErrors() {
    error.notice("2026-11-23T15:10:16.237Z INFO  [io.quarkus]  started");
    assertThat(error.text()).isEmpty();
  }

  @Test
  void isTheRootCauseOfAFailedStart() {
    error.notice("2026-11-23T15:10:16.237Z ERROR [io.quarkus.runtime]  Failed to start");
    error.notice("Caused by: java.net.BindException: Address already in use");
    error.notice("\tat java.base/sun.nio.ch.Net.bind0(Native Method)");
    assertThat(error.text()).isEqualTo(" (java.net.BindException: Address already in use)");
  }

  @Test
  void isTheConfigurationThatIsWrong() {
    error.notice("Configuration validation failed:");
    error.notice("\tSRCFG00014: The config property tarn.x is required");
    assertThat(error.text()).isEqualTo(" (The config property tarn.x is required)");
  }

  @Test
  void isCut() {
    error.notice("ERROR [x] " + "y".repeat(1000));
    assertThat(error.text()).hasSize(205).endsWith(" …)");
  }
}
