package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.tree.Comparator;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.SubqueryExpression;
import java.util.ArrayList;
import java.util.List;

/** Gives types to subqueries inside expressions, which may refer to the columns around them. */
final class SubqueryAnalyzer {
  private final ExpressionAnalyzer expressions;

  SubqueryAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  Expression scalar(SubqueryExpression node) {
    Relation relation = oneColumn(query(node, node.getQuery()));
    return new Expression.ScalarQuery(
        relation.plan(), relation.plan().outputs().getFirst(), Problems.spot(node));
  }

  Expression exists(ExistsPredicate node) {
    if (!(node.getSubquery() instanceof SubqueryExpression subquery)) {
      throw Problems.notSupported(node, "This EXISTS");
    }
    return new Expression.Exists(query(node, subquery.getQuery()).plan());
  }

  Expression quantified(
      Node node, Expression value, Comparator comparator, boolean all, Query query) {
    Relation relation = oneColumn(query(node, query));
    Symbol output = relation.plan().outputs().getFirst();
    DataType common = Coercion.common(value.type(), output.type());
    boolean equality = comparator == Comparator.EQUAL || comparator == Comparator.NOT_EQUAL;
    if (common == null || !(equality ? Types.comparable(common) : Types.orderable(common))) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Value expression and result of subquery must be of the same type: %s vs %s"
              .formatted(value.type(), output.type()));
    }
    Plan plan = relation.plan();
    if (!output.type().equals(common)) {
      Symbol coerced = expressions.context().symbol(common);
      plan =
          new Plan.Project(
              plan,
              List.of(
                  new Plan.Assignment(
                      coerced, Coerce.to(new Expression.Reference(output), common))));
      output = coerced;
    }
    return new Expression.Quantified(
        Coerce.to(value, common), comparator, all, plan, output, Problems.spot(node));
  }

  private Relation query(Node node, Query query) {
    if (expressions.clause().equals("Lambda expression")) {
      throw Problems.notSupported(node, "A subquery in a lambda");
    }
    return new QueryAnalyzer(expressions.context())
        .analyse(query, expressions.scope(), expressions.queries());
  }

  /** The relation itself if it has one column, else one of rows. */
  private Relation oneColumn(Relation relation) {
    List<Symbol> outputs = relation.plan().outputs();
    if (outputs.size() == 1) {
      return relation;
    }
    List<Expression> values = new ArrayList<>();
    List<DataType.Field> fields = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      values.add(new Expression.Reference(outputs.get(i)));
      fields.add(new DataType.Field(relation.fields().get(i).name(), outputs.get(i).type()));
    }
    Row type = new Row(fields);
    Symbol row = expressions.context().symbol(type);
    return new Relation(
        new Plan.Project(
            relation.plan(),
            List.of(new Plan.Assignment(row, new Expression.MakeRow(values, type)))),
        List.of(new Field(List.of(), null, new Expression.Reference(row))));
  }
}
