package io.tarn.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.Collections;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large statements are answered or refused, and never break what analyses them. */
class LimitsOfStatementsTest {
  /** Statements that grow in one direction. */
  enum Shape {
    PARENTHESES(n -> "SELECT " + "(".repeat(n) + "1" + ")".repeat(n)),
    SUMS(n -> "SELECT 1" + " + 1".repeat(n)),
    NEGATIONS(n -> "SELECT " + "- ".repeat(n) + "id FROM orders"),
    NOTS(n -> "SELECT " + "NOT ".repeat(n) + "paid FROM orders"),
    CALLS(n -> "SELECT " + "abs(".repeat(n) + "id" + ")".repeat(n) + " FROM orders"),
    CASES(
        n ->
            "SELECT " + "CASE WHEN paid THEN ".repeat(n) + "1" + " END".repeat(n) + " FROM orders"),
    SUBQUERIES(n -> "SELECT * FROM " + "(SELECT * FROM ".repeat(n) + "orders" + ")".repeat(n)),
    SCALARS(n -> "SELECT " + "(SELECT ".repeat(n) + "1" + ")".repeat(n)),
    UNIONS(n -> "SELECT 1" + " UNION ALL SELECT 1".repeat(n)),
    ARRAYS(n -> "SELECT " + "ARRAY[".repeat(n) + "1" + "]".repeat(n)),
    ANDS(n -> "SELECT paid" + " AND paid".repeat(n) + " FROM orders"),
    JOINS(n -> "SELECT 1 FROM orders" + " CROSS JOIN orders".repeat(n)),
    CONCATENATIONS(n -> "SELECT ''" + " || customer".repeat(n) + " FROM orders");

    private final IntFunction<String> text;

    Shape(IntFunction<String> text) {
      this.text = text;
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersModestDepth(Shape shape) {
    assertThatCode(() -> Shop.plan(shape.text.apply(30))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void refusesWhatIsTooDeep(Shape shape) {
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> Shop.plan(shape.text.apply(9_000)));
    if (shape == Shape.ANDS) {
      assertThat(problem).isNull();
      return;
    }
    assertThat(problem).isNotNull();
    assertThat(problem.detail()).containsAnyOf("nested too deeply", "statement is too large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT '(((((((((('",
        "SELECT 1 -- ((((((((((",
        "SELECT /* (((((((((( */ 1",
        "SELECT 1 AS \"((((((((((\""
      })
  void bracketsInsideOfTextsNestNothing(String sql) {
    String many = sql.replace("((((((((((", "(".repeat(5_000));
    assertThatCode(() -> Shop.plan(many)).doesNotThrowAnyException();
  }

  @Test
  void namesThePlaceThatIsTooDeep() {
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class,
            () -> Shop.plan("SELECT '한',\n " + "(".repeat(150) + "1" + ")".repeat(150)));
    assertThat(problem.detail()).startsWith("line 2:102: ");
    assertThat(problem.code()).isEqualTo(ErrorCode.NOT_SUPPORTED);
  }

  @Test
  void refusesMoreTextThanAthenaTakes() {
    String fits = "SELECT '" + "x".repeat(SqlFrontEnd.MAX_TEXT_BYTES - 9) + "'";
    assertThatCode(() -> Shop.plan(fits)).doesNotThrowAnyException();
    String tooLong = "SELECT '" + "한".repeat(SqlFrontEnd.MAX_TEXT_BYTES / 3) + "'";
    ProblemException problem =
        catchThrowableOfType(ProblemException.class, () -> Shop.parse(tooLong));
    assertThat(problem.code()).isEqualTo(ErrorCode.QUERY_TEXT_TOO_LARGE);
  }

  @Test
  void answersLongLists() {
    String list =
        IntStream.range(0, 20_000).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    assertThatCode(() -> Shop.plan("SELECT 1 FROM orders WHERE id IN (" + list + ")"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                Shop.plan(
                    "SELECT "
                        + String.join(", ", Collections.nCopies(2_000, "id"))
                        + " FROM orders"))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesTooManyGroupingSets() {
    String columns =
        "id, customer, amount, quantity, price, day, placed, paid, zoned, raw, tags, extra";
    ProblemException problem =
        catchThrowableOfType(
            ProblemException.class,
            () -> Shop.plan("SELECT 1 FROM orders GROUP BY CUBE (" + columns + ")"));
    assertThat(problem.code()).isEqualTo(ErrorCode.TOO_MANY_GROUPING_SETS);
  }

  /** What is written must not grow with every level that uses its argument more than once. */
  @Test
  void textGrowsInProportion() {
    IntFunction<Integer> nested =
        depth ->
            Shop.plan(
                    "SELECT "
                        + "round(".repeat(depth)
                        + "amount"
                        + " / 3, 2)".repeat(depth)
                        + " FROM orders")
                .written(Target.DUCKDB)
                .text(n -> "T")
                .length();
    assertThat(nested.apply(12)).isLessThan(nested.apply(6) * 4);
  }
}
