package io.tarn.kernel.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypeTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bigint",
        "double",
        "decimal(12,2)",
        "varchar",
        "varchar(20)",
        "char(3)",
        "time(6)",
        "timestamp(6)",
        "timestamp(3) with time zone",
        "interval day to second",
        "array(row(a bigint))",
        "map(varchar, array(decimal(38,0)))",
        "row(\"a b\" bigint, x row(bigint, varchar(3)))",
        "row(time time(3), \"T\" timestamp(6) with time zone, date date)"
      })
  void readsBackItsOwnText(String text) {
    assertThat(TypeText.parse(text).toString()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "decimal(39,0)",
        "decimal(2,3)",
        "array()",
        "bigint x",
        "row()",
        "map(bigint)"
      })
  void refusesWhatIsNoType(String text) {
    assertThatThrownBy(() -> TypeText.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TYPE_NOT_FOUND));
  }
}
