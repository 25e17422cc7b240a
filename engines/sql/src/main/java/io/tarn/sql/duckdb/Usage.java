package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Rewriter;
import io.tarn.sql.tree.Statement;
import io.tarn.sql.tree.Symbol;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How often symbols and named queries are referred to in a statement. */
final class Usage {
  private final Map<Symbol, Integer> symbols = new HashMap<>();
  private final Map<Integer, Integer> queries = new HashMap<>();

  private Usage() {}

  static Usage of(Statement statement) {
    Usage usage = new Usage();
    usage.plan(statement.plan());
    statement.plan().outputs().forEach(usage::count);
    statement
        .named()
        .forEach(
            plan -> {
              usage.plan(plan);
              plan.outputs().forEach(usage::count);
            });
    return usage;
  }

  int of(Symbol symbol) {
    return symbols.getOrDefault(symbol, 0);
  }

  int ofQuery(int number) {
    return queries.getOrDefault(number, 0);
  }

  private void count(Symbol symbol) {
    symbols.merge(symbol, 1, Integer::sum);
  }

  private void plan(Plan plan) {
    new Counter().rewrite(plan);
    shape(plan);
  }

  /** Counts what plans need without naming it in an expression. */
  private void shape(Plan plan) {
    switch (plan) {
      case Plan.NamedQuery named -> queries.merge(named.query(), 1, Integer::sum);
      case Plan.SetOperation(var _, var _, var inputs, var _) ->
          inputs.forEach(
              input -> {
                input.outputs().forEach(this::count);
                shape(input);
              });
      case Plan.Distinct(var source) -> {
        source.outputs().forEach(this::count);
        shape(source);
      }
      case Plan.Filter(var source, var _) -> shape(source);
      case Plan.Project(var source, var _) -> shape(source);
      case Plan.Aggregate(var source, var _, var _, var _, var _) -> shape(source);
      case Plan.Window(var source, var _) -> shape(source);
      case Plan.Sort(var source, var _) -> shape(source);
      case Plan.Limit(var source, var _, var _, var _) -> shape(source);
      case Plan.Join(var _, var left, var right, var _, var _) -> {
        shape(left);
        shape(right);
      }
      case Plan.Scan _, Plan.Values _, Plan.Unnest _ -> {}
    }
  }

  private final class Counter extends Rewriter {
    @Override
    protected @Nullable Expression replacement(Expression expression) {
      switch (expression) {
        case Expression.Reference(var symbol, var _) -> count(symbol);
        case Expression.ScalarQuery(var plan, var output, var _) -> {
          count(output);
          shape(plan);
        }
        case Expression.Exists(var plan) -> shape(plan);
        case Expression.Quantified(var _, var _, var _, var plan, var output, var _) -> {
          count(output);
          shape(plan);
        }
        default -> {}
      }
      return null;
    }
  }

  /** The symbols that a plan refers to but does not give itself. */
  static Set<Symbol> free(Plan plan) {
    Set<Symbol> used = new HashSet<>();
    Set<Symbol> given = new HashSet<>();
    new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression expression) {
        switch (expression) {
          case Expression.Reference(var symbol, var _) -> used.add(symbol);
          case Expression.Lambda(var parameters, var _) -> given.addAll(parameters);
          case Expression.ScalarQuery(var inner, var _, var _) -> gives(inner, given);
          case Expression.Exists(var inner) -> gives(inner, given);
          case Expression.Quantified(var _, var _, var _, var inner, var _, var _) ->
              gives(inner, given);
          default -> {}
        }
        return null;
      }
    }.rewrite(plan);
    gives(plan, given);
    used.removeAll(given);
    return used;
  }

  private static void gives(Plan plan, Set<Symbol> given) {
    given.addAll(plan.outputs());
    switch (plan) {
      case Plan.SetOperation(var _, var _, var inputs, var _) ->
          inputs.forEach(input -> gives(input, given));
      case Plan.Distinct(var source) -> gives(source, given);
      case Plan.Filter(var source, var _) -> gives(source, given);
      case Plan.Project(var source, var _) -> gives(source, given);
      case Plan.Aggregate(var source, var _, var _, var _, var _) -> gives(source, given);
      case Plan.Window(var source, var _) -> gives(source, given);
      case Plan.Sort(var source, var _) -> gives(source, given);
      case Plan.Limit(var source, var _, var _, var _) -> gives(source, given);
      case Plan.Join(var _, var left, var right, var _, var _) -> {
        gives(left, given);
        gives(right, given);
      }
      case Plan.Scan _, Plan.Values _, Plan.Unnest _, Plan.NamedQuery _ -> {}
    }
  }
}
