package io.tarn.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTextTest {
  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void isWrittenForEachCode(ErrorCode code) {
    assertThat(ProblemText.isWritten(code)).isTrue();
    assertThat(ProblemPage.of(ProblemText.of(code))).contains(code.name()).doesNotContain("null");
  }
}
