package io.tarn.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpStatusTest {
  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void isAnErrorForEachCode(ErrorCode code) {
    assertThat(HttpStatus.of(code)).isBetween(400, 599);
  }
}
