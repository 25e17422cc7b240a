package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Char;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Comparator;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.BetweenPredicate;
import io.trino.sql.tree.BooleanTestPredicate;
import io.trino.sql.tree.ComparisonPredicate;
import io.trino.sql.tree.DistinctFromPredicate;
import io.trino.sql.tree.InListExpression;
import io.trino.sql.tree.InPredicate;
import io.trino.sql.tree.IsNullPredicate;
import io.trino.sql.tree.LikePredicate;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Predicate;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.QuantifiedComparisonPredicate;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;

/** Gives types to comparisons and other predicates. */
final class PredicateAnalyzer {
  private final ExpressionAnalyzer expressions;

  PredicateAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression analyse(Predicated node) {
    return analyse(node, expressions.analyse(node.getValue()), node.getPredicate());
  }

  /** A predicate about a value that was analysed before. */
  Expression analyse(Node node, Expression value, Predicate predicate) {
    return switch (predicate) {
      case ComparisonPredicate comparison ->
          compare(
              node,
              comparator(comparison.getOperator()),
              value,
              expressions.analyse(comparison.getRight()));
      case BetweenPredicate between -> between(node, value, between);
      case InPredicate in -> negated(in.isNegated(), in(node, value, in));
      case IsNullPredicate isNull -> negated(isNull.isNegated(), new Expression.IsNull(value));
      case LikePredicate like -> negated(like.isNegated(), like(node, value, like));
      case DistinctFromPredicate distinct -> distinct(node, value, distinct);
      case BooleanTestPredicate test -> truth(node, value, test);
      case QuantifiedComparisonPredicate quantified -> {
        if (!(quantified.getSubquery() instanceof SubqueryExpression subquery)) {
          throw Problems.notSupported(node, "This quantified comparison");
        }
        yield new SubqueryAnalyzer(expressions)
            .quantified(
                node,
                value,
                comparator(quantified.getOperator()),
                quantified.getQuantifier() == QuantifiedComparisonPredicate.Quantifier.ALL,
                subquery.getQuery());
      }
      default ->
          throw Problems.notSupported(
              node, predicate.getClass().getSimpleName().replace("Predicate", ""));
    };
  }

  private static Expression negated(boolean negated, Expression predicate) {
    return negated ? new Expression.Not(predicate) : predicate;
  }

  static Comparator comparator(ComparisonPredicate.Operator operator) {
    return switch (operator) {
      case EQUAL -> Comparator.EQUAL;
      case NOT_EQUAL -> Comparator.NOT_EQUAL;
      case LESS_THAN -> Comparator.LESS;
      case LESS_THAN_OR_EQUAL -> Comparator.LESS_OR_EQUAL;
      case GREATER_THAN -> Comparator.GREATER;
      case GREATER_THAN_OR_EQUAL -> Comparator.GREATER_OR_EQUAL;
    };
  }

  /** The comparison of two values in their common type. */
  static Expression compare(Node node, Comparator comparator, Expression left, Expression right) {
    DataType common = Coercion.common(left.type(), right.type());
    boolean equality = comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL;
    if (common == null || !(equality ? Types.comparable(common) : Types.orderable(common))) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Cannot apply operator: %s %s %s"
              .formatted(left.type(), comparator.sign(), right.type()));
    }
    return new Expression.Comparison(comparator, Coerce.to(left, common), Coerce.to(right, common));
  }

  private Expression between(Node node, Expression value, BetweenPredicate predicate) {
    Expression min = expressions.analyse(predicate.getMin());
    Expression max = expressions.analyse(predicate.getMax());
    DataType common = Coercion.common(List.of(value.type(), min.type(), max.type()));
    if (common == null || !Types.orderable(common)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Cannot check if %s is BETWEEN %s and %s"
              .formatted(value.type(), min.type(), max.type()));
    }
    Expression coerced = Coerce.to(value, common);
    Expression low = Coerce.to(min, common);
    Expression high = Coerce.to(max, common);
    Expression between = new Expression.Between(coerced, low, high);
    if (predicate.isSymmetric()) {
      between =
          new Expression.Logical(
              false, List.of(between, new Expression.Between(coerced, high, low)));
    }
    return negated(predicate.isNegated(), between);
  }

  private Expression in(Node node, Expression value, InPredicate predicate) {
    if (predicate.getValueList() instanceof SubqueryExpression subquery) {
      return new SubqueryAnalyzer(expressions)
          .quantified(node, value, Comparator.EQUAL, false, subquery.getQuery());
    }
    InListExpression list = (InListExpression) predicate.getValueList();
    List<Node> nodes = new ArrayList<>(List.of(node));
    nodes.addAll(list.getValues());
    List<Expression> all = new ArrayList<>(List.of(value));
    all.addAll(expressions.analyse(list.getValues()));
    List<Expression> coerced = Coerce.toCommon("IN value and list items", nodes, all);
    if (!Types.comparable(coerced.getFirst().type())) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH, node, "Type " + value.type() + " is not comparable");
    }
    return new Expression.In(coerced.getFirst(), coerced.subList(1, coerced.size()));
  }

  private Expression like(Node node, Expression value, LikePredicate predicate) {
    List<Expression> arguments = new ArrayList<>();
    arguments.add(
        value.type() instanceof Char ? value : text(node, value, "Left side of LIKE expression"));
    arguments.add(
        text(
            predicate.getPattern(),
            expressions.analyse(predicate.getPattern()),
            "Pattern for LIKE expression"));
    if (predicate.getEscape().isPresent()) {
      io.trino.sql.tree.Expression escape = predicate.getEscape().get();
      arguments.add(text(escape, expressions.analyse(escape), "Escape for LIKE expression"));
    }
    return new FunctionAnalyzer(expressions).operator(node, "$like", "LIKE", arguments);
  }

  private static Expression text(Node node, Expression value, String what) {
    if (value.type() instanceof Varchar) {
      return value;
    }
    if (!Coercion.possible(value.type(), Varchar.UNBOUNDED)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          what + " must evaluate to a varchar (actual: " + value.type() + ")");
    }
    return Coerce.to(value, Varchar.UNBOUNDED);
  }

  private Expression distinct(Node node, Expression value, DistinctFromPredicate predicate) {
    Expression right = expressions.analyse(predicate.getRight());
    DataType common = Coercion.common(value.type(), right.type());
    if (common == null || !Types.comparable(common)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Cannot apply operator: %s IS DISTINCT FROM %s".formatted(value.type(), right.type()));
    }
    return negated(
        predicate.isNegated(),
        new Expression.Distinctness(Coerce.to(value, common), Coerce.to(right, common)));
  }

  private static Expression truth(Node node, Expression value, BooleanTestPredicate predicate) {
    Expression condition = Coerce.toBoolean(node, value, "Boolean test value");
    Expression test =
        switch (predicate.getTruthValue()) {
          case TRUE -> new Expression.Coalesce(List.of(condition, Constant.FALSE), Simple.BOOLEAN);
          case FALSE ->
              new Expression.Coalesce(
                  List.of(new Expression.Not(condition), Constant.FALSE), Simple.BOOLEAN);
          case UNKNOWN -> new Expression.IsNull(condition);
        };
    return negated(predicate.isNegated(), test);
  }
}
