package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.TypeText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DuckTypeTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UTINYINT|integer",
        "UBIGINT|decimal(20,0)",
        "TIMESTAMP WITH TIME ZONE|timestamp(6) with time zone",
        "SMALLINT[][]|array(array(integer))",
        "STRUCT(\"A b\" INTEGER, q MAP(VARCHAR, DECIMAL(5,2)))|row(a_b integer, q map(varchar, decimal(5,2)))"
      })
  void readsWhatDescribeTells(String duck, String type) {
    assertThat(DuckTypeText.parse("c", duck)).hasToString(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INTERVAL", "TIMESTAMP_NS", "HUGEINT", "STRUCT(a INTERVAL)", "BIT"})
  void refusesWhatNoTableCanHave(String duck) {
    assertThatThrownBy(() -> DuckTypeText.parse("c", duck))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_NOT_SUPPORTED))
        .hasMessageContaining("'c'");
  }

  @Test
  void widensOnlyWhereEveryValueStays() {
    assertThat(Widening.keeps(TypeText.parse("integer"), TypeText.parse("bigint"))).isTrue();
    assertThat(Widening.keeps(TypeText.parse("bigint"), TypeText.parse("double"))).isFalse();
    assertThat(Widening.keeps(TypeText.parse("decimal(5,2)"), TypeText.parse("decimal(7,3)")))
        .isTrue();
    assertThat(Widening.keeps(TypeText.parse("decimal(5,2)"), TypeText.parse("decimal(5,3)")))
        .isFalse();
    assertThat(Widening.keeps(TypeText.parse("varchar"), TypeText.parse("bigint"))).isFalse();
  }
}
