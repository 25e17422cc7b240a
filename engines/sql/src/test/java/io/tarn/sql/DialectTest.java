package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The types of expressions and the refusals of statements, as Trino has them. */
class DialectTest {
  static List<Arguments> types() {
    return Lines.of("types.txt");
  }

  @ParameterizedTest
  @MethodSource("types")
  void hasTrinosType(String expression, String type) {
    AnalysedQuery query = Shop.plan("SELECT " + expression + " FROM orders");
    assertThat(query.columns().getFirst().type().toString().replace(", ", ","))
        .isEqualTo(type.replace(", ", ","));
  }

  static List<Arguments> refusals() {
    return Lines.of("refusals.txt");
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void isRefused(String sql, String codeAndPlace) {
    ProblemException problem = catchThrowableOfType(ProblemException.class, () -> Shop.plan(sql));
    assertThat(problem).describedAs(sql).isNotNull();
    Place place = problem.places().getFirst();
    assertThat(problem.code() + " " + place.line() + ":" + place.column())
        .describedAs(problem.detail())
        .isEqualTo(codeAndPlace);
  }
}
