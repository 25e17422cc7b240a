package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParametersTest {
  static List<Arguments> values() {
    return List.of(
        Arguments.of("a'b", "varchar(3)"),
        Arguments.of(5, "integer"),
        Arguments.of(5L, "integer"),
        Arguments.of(1L << 40, "bigint"),
        Arguments.of(new BigInteger("12345678901234567890"), "decimal(20,0)"),
        Arguments.of(new BigDecimal("1.50"), "decimal(3,2)"),
        Arguments.of(new BigDecimal("1e3"), "decimal(4,0)"),
        Arguments.of(new BigDecimal("0.001"), "decimal(3,3)"),
        Arguments.of(1.5, "double"),
        Arguments.of(true, "boolean"),
        Arguments.of(null, "unknown"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void areConstantsOfTheirType(Object value, String type) {
    assertThat(Shop.plan("SELECT ?", value).columns().getFirst().type()).hasToString(type);
  }

  @Test
  void areNeverText() {
    String sql = Shop.plan("SELECT ?", "'; DROP TABLE x; --").written(Target.DUCKDB).text(n -> "T");
    assertThat(sql).contains("'''; DROP TABLE x; --'");
  }

  @Test
  void areBoundInTheirOrder() {
    String sql =
        Shop.plan("SELECT id FROM orders WHERE customer = ? AND id > ? LIMIT ?", "ann", 41, 7)
            .written(Target.DUCKDB)
            .text(n -> "T");
    assertThat(sql).containsSubsequence("'ann'", "'41'", "LIMIT 7");
  }

  @Test
  void mayNumberRowsOfLimitAndOffset() {
    assertThat(Shop.plan("SELECT id FROM orders OFFSET ? LIMIT ?", 3, 4).columns()).hasSize(1);
    assertThatThrownBy(() -> Shop.plan("SELECT 1 LIMIT ?", -1))
        .hasMessageContaining("whole number from 0");
  }

  @Test
  void mustBeAsManyAsMarks() {
    for (Object[] values : new Object[][] {{}, {1}, {1, 2, 3}}) {
      assertThatThrownBy(() -> Shop.parse("SELECT ?, '?', ? -- ?", values))
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> assertThat(problem.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_USAGE))
          .hasMessage("Incorrect number of parameters: expected 2 but found " + values.length);
    }
  }

  @Test
  void mustBeValuesOfTheDialect() {
    assertThatThrownBy(() -> Shop.parse("SELECT ?", List.of(1)))
        .hasMessageContaining("must be a string, a number, a boolean or null");
    assertThatThrownBy(() -> Shop.parse("SELECT ?", new BigDecimal("1e40")))
        .hasMessageContaining("more than 38 digits");
  }
}
