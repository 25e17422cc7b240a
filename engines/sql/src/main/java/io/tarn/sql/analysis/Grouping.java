package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.WindowCall;
import io.tarn.sql.tree.Rewriter;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.GroupBy;
import io.trino.sql.tree.GroupingElement;
import io.trino.sql.tree.GroupingSets;
import io.trino.sql.tree.SimpleGroupBy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The grouping of one SELECT: its keys and sets, and what may stand above them. */
final class Grouping {
  private static final int MAX_SETS = 2048;

  private final StatementContext context;
  private final Gatherer gatherer;
  private final Set<Symbol> inputs;
  private final List<Assignment> keys = new ArrayList<>();
  private List<Set<Integer>> sets = new ArrayList<>(List.of(Set.of()));
  private boolean required;

  Grouping(StatementContext context, Relation from, Gatherer gatherer) {
    this.context = context;
    this.gatherer = gatherer;
    this.inputs = new HashSet<>(from.plan().outputs());
  }

  /** There is a HAVING, which makes groups even without keys. */
  void require() {
    required = true;
  }

  boolean needed() {
    return required || !gatherer.aggregations().isEmpty() || !gatherer.groupings().isEmpty();
  }

  /**
   * Reads GROUP BY.
   *
   * @param items the select list, for ordinals
   */
  void read(GroupBy node, List<Expression> items, ExpressionAnalyzer expressions) {
    required = true;
    for (GroupingElement element : node.getGroupingElements()) {
      List<Set<Integer>> alternatives =
          switch (element) {
            case SimpleGroupBy simple -> List.of(keys(simple.getExpressions(), items, expressions));
            case GroupingSets grouping -> alternatives(grouping, items, expressions);
            default -> throw Problems.notSupported(element, "GROUP BY AUTO");
          };
      List<Set<Integer>> product = new ArrayList<>();
      for (Set<Integer> set : sets) {
        for (Set<Integer> alternative : alternatives) {
          Set<Integer> union = new TreeSet<>(set);
          union.addAll(alternative);
          product.add(union);
        }
      }
      if (product.size() > MAX_SETS) {
        throw Problems.at(
            ErrorCode.TOO_MANY_GROUPING_SETS,
            node,
            "GROUP BY has %d grouping sets, but %d are allowed"
                .formatted(product.size(), MAX_SETS));
      }
      sets = product;
    }
    if (node.isDistinct()) {
      sets = new ArrayList<>(new LinkedHashSet<>(sets));
    }
  }

  private List<Set<Integer>> alternatives(
      GroupingSets node, List<Expression> items, ExpressionAnalyzer expressions) {
    List<Set<Integer>> columns = new ArrayList<>();
    for (List<io.trino.sql.tree.Expression> set : node.getSets()) {
      columns.add(keys(set, items, expressions));
    }
    List<Set<Integer>> result = new ArrayList<>();
    switch (node.getType()) {
      case EXPLICIT -> result.addAll(columns);
      case ROLLUP -> {
        for (int count = columns.size(); count >= 0; count--) {
          Set<Integer> set = new TreeSet<>();
          columns.subList(0, count).forEach(set::addAll);
          result.add(set);
        }
      }
      case CUBE -> {
        if (columns.size() > 11) {
          throw Problems.at(
              ErrorCode.TOO_MANY_GROUPING_SETS, node, "CUBE has too many grouping sets");
        }
        for (int mask = (1 << columns.size()) - 1; mask >= 0; mask--) {
          Set<Integer> set = new TreeSet<>();
          for (int i = 0; i < columns.size(); i++) {
            if ((mask & (1 << (columns.size() - 1 - i))) != 0) {
              set.addAll(columns.get(i));
            }
          }
          result.add(set);
        }
      }
    }
    return result;
  }

  private Set<Integer> keys(
      List<io.trino.sql.tree.Expression> nodes,
      List<Expression> items,
      ExpressionAnalyzer expressions) {
    Set<Integer> set = new TreeSet<>();
    for (io.trino.sql.tree.Expression node : nodes) {
      Integer ordinal = Limits.ordinal(node, items.size());
      Expression key = ordinal == null ? expressions.analyse(node) : items.get(ordinal);
      if (ordinal != null && refersToGathered(key)) {
        throw Problems.at(
            ErrorCode.EXPRESSION_NOT_SCALAR,
            node,
            "GROUP BY clause cannot contain aggregations, window functions or grouping operations");
      }
      if (!Types.comparable(key.type())) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            node,
            key.type() + " is not comparable, and therefore cannot be used in GROUP BY");
      }
      set.add(key(key));
    }
    return set;
  }

  private int key(Expression expression) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).expression().equals(expression)) {
        return i;
      }
    }
    keys.add(new Assignment(context.symbol(expression.type()), expression));
    return keys.size() - 1;
  }

  private boolean refersToGathered(Expression expression) {
    Set<Symbol> gathered = new HashSet<>();
    gatherer.aggregations().forEach(one -> gathered.add(one.symbol()));
    gatherer.windows().forEach(one -> gathered.add(one.symbol()));
    gathered.addAll(gatherer.groupings().keySet());
    boolean[] found = {false};
    new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression part) {
        found[0] |=
            part instanceof Expression.Reference(var symbol, var _) && gathered.contains(symbol);
        return null;
      }
    }.rewrite(expression);
    return found[0];
  }

  Plan aggregate(Plan source) {
    List<Plan.GroupingMark> marks = new ArrayList<>();
    Map<Expression, Integer> known = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      known.put(keys.get(i).expression(), i);
    }
    gatherer
        .groupings()
        .forEach(
            (symbol, grouping) -> {
              List<Integer> columns = new ArrayList<>();
              for (Expression column : grouping.columns()) {
                Integer key = known.get(column);
                if (key == null) {
                  throw Problems.at(
                      ErrorCode.INVALID_ARGUMENTS,
                      grouping.node(),
                      "The arguments to GROUPING() must be expressions referenced by the GROUP BY"
                          + " at this level");
                }
                columns.add(key);
              }
              marks.add(new Plan.GroupingMark(symbol, columns));
            });
    return new Plan.Aggregate(
        source,
        keys,
        sets.stream().map(set -> (List<Integer>) new ArrayList<>(set)).toList(),
        gatherer.aggregations(),
        marks);
  }

  /** The expression as it stands above the groups: keys are symbols, other columns are refused. */
  Expression above(Expression expression) {
    return needed() ? rewriter().rewrite(expression) : expression;
  }

  WindowCall above(WindowCall call) {
    return needed() ? rewriter().rewrite(call) : call;
  }

  private Rewriter rewriter() {
    Map<Expression, Symbol> symbols = new HashMap<>();
    keys.forEach(key -> symbols.put(key.expression(), key.symbol()));
    return new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression expression) {
        Symbol key = symbols.get(expression);
        if (key != null && !(expression instanceof Expression.Constant)) {
          return new Expression.Reference(key);
        }
        if (expression instanceof Expression.Reference(var symbol, var spot)
            && inputs.contains(symbol)) {
          throw notAggregate(spot);
        }
        return null;
      }
    };
  }

  private static RuntimeException notAggregate(Spot spot) {
    return Problems.at(
        ErrorCode.EXPRESSION_NOT_AGGREGATE,
        spot,
        "The column must be an aggregate expression or appear in GROUP BY clause");
  }
}
