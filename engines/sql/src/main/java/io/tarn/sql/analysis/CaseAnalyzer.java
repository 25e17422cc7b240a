package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Expression.When;
import io.tarn.sql.type.Coercion;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.WhenClause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives types to both forms of CASE. */
final class CaseAnalyzer {
  private final ExpressionAnalyzer expressions;

  CaseAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression analyse(SearchedCaseExpression node) {
    List<Expression> results = results(node.getWhenClauses(), node.getDefaultValue());
    List<When> whens = new ArrayList<>();
    for (int i = 0; i < node.getWhenClauses().size(); i++) {
      if (!(node.getWhenClauses().get(i).getMatch() instanceof WhenClause.Operand operand)) {
        throw Problems.notSupported(node, "A predicate in CASE WHEN");
      }
      whens.add(
          new When(
              expressions.condition(operand.expression(), "CASE WHEN clause"), results.get(i)));
    }
    return new Expression.Case(whens, otherwise(whens, results), results.getFirst().type());
  }

  Expression analyse(SimpleCaseExpression node) {
    List<Expression> results = results(node.getWhenClauses(), node.getDefaultValue());
    DataType type = results.getFirst().type();
    Expression operand = expressions.analyse(node.getOperand());
    boolean plain =
        node.getWhenClauses().stream()
            .allMatch(when -> when.getMatch() instanceof WhenClause.Operand);
    if (!plain) {
      return withPredicates(node, operand, results);
    }
    List<Expression> values = new ArrayList<>();
    DataType common = operand.type();
    for (WhenClause clause : node.getWhenClauses()) {
      io.trino.sql.tree.Expression valueNode =
          ((WhenClause.Operand) clause.getMatch()).expression();
      Expression value = expressions.analyse(valueNode);
      DataType wider = Coercion.common(common, value.type());
      if (wider == null) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            valueNode,
            "CASE operand type does not match WHEN clause operand type: %s vs %s"
                .formatted(operand.type(), value.type()));
      }
      common = wider;
      values.add(value);
    }
    List<When> whens = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      whens.add(new When(Coerce.to(values.get(i), common), results.get(i)));
    }
    return new Expression.Switch(
        Coerce.to(operand, common), whens, otherwise(whens, results), type);
  }

  private Expression withPredicates(
      SimpleCaseExpression node, Expression operand, List<Expression> results) {
    PredicateAnalyzer predicates = new PredicateAnalyzer(expressions);
    List<When> whens = new ArrayList<>();
    for (int i = 0; i < node.getWhenClauses().size(); i++) {
      WhenClause clause = node.getWhenClauses().get(i);
      Expression condition =
          switch (clause.getMatch()) {
            case WhenClause.Operand match ->
                PredicateAnalyzer.compare(
                    clause,
                    io.tarn.sql.tree.Comparator.EQUAL,
                    operand,
                    expressions.analyse(match.expression()));
            case WhenClause.Partial partial ->
                predicates.analyse(clause, operand, partial.predicate());
          };
      whens.add(new When(condition, results.get(i)));
    }
    return new Expression.Case(whens, otherwise(whens, results), results.getFirst().type());
  }

  private List<Expression> results(
      List<WhenClause> clauses, Optional<io.trino.sql.tree.Expression> otherwise) {
    List<Node> nodes = new ArrayList<>();
    List<Expression> results = new ArrayList<>();
    for (WhenClause clause : clauses) {
      nodes.add(clause.getResult());
      results.add(expressions.analyse(clause.getResult()));
    }
    otherwise.ifPresent(
        node -> {
          nodes.add(node);
          results.add(expressions.analyse(node));
        });
    return Coerce.toCommon("All CASE results", nodes, results);
  }

  private static Expression otherwise(List<When> whens, List<Expression> results) {
    return results.size() > whens.size()
        ? results.getLast()
        : Constant.nothing(results.getFirst().type());
  }
}
