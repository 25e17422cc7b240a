package io.tarn.sql.tree;

import io.tarn.sql.tree.Expression.Case;
import io.tarn.sql.tree.Expression.When;
import io.tarn.sql.tree.Plan.AggregateCall;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.Bound;
import io.tarn.sql.tree.Plan.Frame;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.tree.Plan.WindowCall;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Copies trees from the top, replacing expressions; goes into subqueries too. */
public abstract class Rewriter {
  /** What stands for the expression; null to go on with its parts. */
  protected abstract @Nullable Expression replacement(Expression expression);

  public final Expression rewrite(Expression expression) {
    Expression replacement = replacement(expression);
    return replacement == null ? parts(expression) : replacement;
  }

  private @Nullable Expression optional(@Nullable Expression expression) {
    return expression == null ? null : rewrite(expression);
  }

  public final List<Expression> rewrite(List<Expression> expressions) {
    return expressions.stream().map(this::rewrite).toList();
  }

  private Expression parts(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> constant;
      case Expression.Reference reference -> reference;
      case Expression.Call(var function, var arguments, var type, var spot) ->
          new Expression.Call(function, rewrite(arguments), type, spot);
      case Expression.Cast(var value, var type, var safe, var spot) ->
          new Expression.Cast(rewrite(value), type, safe, spot);
      case Expression.Comparison(var comparator, var left, var right) ->
          new Expression.Comparison(comparator, rewrite(left), rewrite(right));
      case Expression.Distinctness(var left, var right) ->
          new Expression.Distinctness(rewrite(left), rewrite(right));
      case Expression.Logical(var and, var terms) -> new Expression.Logical(and, rewrite(terms));
      case Expression.Not(var value) -> new Expression.Not(rewrite(value));
      case Expression.IsNull(var value) -> new Expression.IsNull(rewrite(value));
      case Expression.Between(var value, var min, var max) ->
          new Expression.Between(rewrite(value), rewrite(min), rewrite(max));
      case Expression.In(var value, var list) -> new Expression.In(rewrite(value), rewrite(list));
      case Case(var whens, var otherwise, var type) ->
          new Case(whens(whens), rewrite(otherwise), type);
      case Expression.Switch(var operand, var whens, var otherwise, var type) ->
          new Expression.Switch(rewrite(operand), whens(whens), rewrite(otherwise), type);
      case Expression.Coalesce(var operands, var type) ->
          new Expression.Coalesce(rewrite(operands), type);
      case Expression.NullIf(var value, var other, var common) ->
          new Expression.NullIf(rewrite(value), rewrite(other), common);
      case Expression.Try(var value, var spot) -> new Expression.Try(rewrite(value), spot);
      case Expression.MakeArray(var elements, var type) ->
          new Expression.MakeArray(rewrite(elements), type);
      case Expression.MakeRow(var fields, var type) ->
          new Expression.MakeRow(rewrite(fields), type);
      case Expression.FieldOf(var row, var index, var type) ->
          new Expression.FieldOf(rewrite(row), index, type);
      case Expression.Lambda(var parameters, var body) ->
          new Expression.Lambda(parameters, rewrite(body));
      case Expression.ScalarQuery(var plan, var output, var spot) ->
          new Expression.ScalarQuery(rewrite(plan), output, spot);
      case Expression.Exists(var plan) -> new Expression.Exists(rewrite(plan));
      case Expression.Quantified(
              var value,
              var comparator,
              var all,
              var plan,
              var output,
              var spot) ->
          new Expression.Quantified(rewrite(value), comparator, all, rewrite(plan), output, spot);
    };
  }

  private List<When> whens(List<When> whens) {
    return whens.stream()
        .map(when -> new When(rewrite(when.condition()), rewrite(when.result())))
        .toList();
  }

  public final Plan rewrite(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan;
      case Plan.NamedQuery named -> named;
      case Plan.Values(var outputs, var rows) ->
          new Plan.Values(outputs, rows.stream().map(this::rewrite).toList());
      case Plan.Filter(var source, var condition) ->
          new Plan.Filter(rewrite(source), rewrite(condition));
      case Plan.Project(var source, var assignments) ->
          new Plan.Project(rewrite(source), assignments(assignments));
      case Plan.Aggregate(var source, var keys, var sets, var aggregations, var marks) ->
          new Plan.Aggregate(
              rewrite(source),
              assignments(keys),
              sets,
              aggregations.stream()
                  .map(one -> new Plan.Aggregation(one.symbol(), rewrite(one.call())))
                  .toList(),
              marks);
      case Plan.Window(var source, var calls) ->
          new Plan.Window(rewrite(source), calls.stream().map(this::rewrite).toList());
      case Plan.Join(var kind, var left, var right, var condition, var lateral) ->
          new Plan.Join(kind, rewrite(left), rewrite(right), optional(condition), lateral);
      case Plan.Unnest(var items, var ordinality) ->
          new Plan.Unnest(
              items.stream()
                  .map(item -> new Plan.Unnest.Item(rewrite(item.collection()), item.outputs()))
                  .toList(),
              ordinality);
      case Plan.Distinct(var source) -> new Plan.Distinct(rewrite(source));
      case Plan.Sort(var source, var order) -> new Plan.Sort(rewrite(source), orders(order));
      case Plan.Limit(var source, var offset, var count, var ties) ->
          new Plan.Limit(rewrite(source), offset, count, ties);
      case Plan.SetOperation(var kind, var all, var inputs, var outputs) ->
          new Plan.SetOperation(kind, all, inputs.stream().map(this::rewrite).toList(), outputs);
    };
  }

  public final WindowCall rewrite(WindowCall call) {
    return new WindowCall(
        call.symbol(),
        rewrite(call.call()),
        call.ignoreNulls(),
        rewrite(call.partition()),
        orders(call.order()),
        frame(call.frame()));
  }

  private @Nullable Frame frame(@Nullable Frame frame) {
    return frame == null ? null : new Frame(frame.unit(), bound(frame.start()), bound(frame.end()));
  }

  private Bound bound(Bound bound) {
    return new Bound(bound.kind(), optional(bound.distance()));
  }

  private AggregateCall rewrite(AggregateCall call) {
    return new AggregateCall(
        call.function(),
        rewrite(call.arguments()),
        call.distinct(),
        optional(call.filter()),
        orders(call.order()),
        call.spot());
  }

  public final List<Order> orders(List<Order> orders) {
    return orders.stream()
        .map(order -> new Order(rewrite(order.key()), order.descending(), order.nullsFirst()))
        .toList();
  }

  private List<Assignment> assignments(List<Assignment> assignments) {
    return assignments.stream()
        .map(one -> new Assignment(one.symbol(), rewrite(Objects.requireNonNull(one.expression()))))
        .toList();
  }
}
