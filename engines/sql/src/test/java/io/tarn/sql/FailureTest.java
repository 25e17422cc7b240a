package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTest {
  @Test
  void isReadBackFromAnEnginesMessage() {
    Failure failure = new Failure(ErrorCode.DIVISION_BY_ZERO, "Division: by zero");
    assertThat(Failure.in("Could not convert string '" + failure.text() + "' to BOOL"))
        .contains(failure);
  }

  @Test
  void losesQuotesThatWouldEndItsText() {
    Failure failure = new Failure(ErrorCode.INVALID_CAST_ARGUMENT, "Cannot cast 'a' to bigint");
    assertThat(Failure.in("'" + failure.text() + "'"))
        .contains(new Failure(ErrorCode.INVALID_CAST_ARGUMENT, "Cannot cast a to bigint"));
  }

  @Test
  void isReadBetweenQuotesOfEitherKind() {
    Failure failure = new Failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "It's no \"date\"");
    assertThat(Failure.in("invalid date: \"" + failure.text() + "\", expected (YYYY-MM-DD)"))
        .contains(new Failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "Its no date"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Could not convert string 'abc' to INT32",
        "'tarn:",
        "'tarn:DIVISION_BY_ZERO'",
        "'tarn:NO_SUCH_CODE:text'",
        "tarn:DIVISION_BY_ZERO:not quoted"
      })
  void isNotSeenWhereThereIsNone(String message) {
    assertThat(Failure.in(message)).isEmpty();
  }
}
