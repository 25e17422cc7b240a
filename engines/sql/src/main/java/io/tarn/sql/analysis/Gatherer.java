package io.tarn.sql.analysis;

import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.AggregateCall;
import io.tarn.sql.tree.Plan.Aggregation;
import io.tarn.sql.tree.Plan.Frame;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.tree.Plan.WindowCall;
import io.tarn.sql.tree.Symbol;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.WindowSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the aggregates, window functions and GROUPING operations of one SELECT; its expressions
 * refer to them by symbols.
 */
final class Gatherer {
  private final StatementContext context;
  private final Scope source;
  private final List<Aggregation> aggregations = new ArrayList<>();
  private final List<WindowCall> windows = new ArrayList<>();
  private final Map<Symbol, Grouping> groupings = new LinkedHashMap<>();
  private final Map<String, WindowSpecification> namedWindows = new HashMap<>();

  /**
   * @param source the columns of FROM, which is what named windows refer to
   */
  Gatherer(StatementContext context, Scope source) {
    this.context = context;
    this.source = source;
  }

  Scope source() {
    return source;
  }

  /** A GROUPING operation with its columns. */
  record Grouping(GroupingOperation node, List<Expression> columns) {}

  Symbol add(AggregateCall call) {
    for (Aggregation known : aggregations) {
      if (known.call().equals(call)) {
        return known.symbol();
      }
    }
    Symbol symbol = context.symbol(call.function().type());
    aggregations.add(new Aggregation(symbol, call));
    return symbol;
  }

  Symbol add(
      AggregateCall call,
      boolean ignoreNulls,
      List<Expression> partition,
      List<Order> order,
      @Nullable Frame frame) {
    for (WindowCall known : windows) {
      if (new WindowCall(known.symbol(), call, ignoreNulls, partition, order, frame)
          .equals(known)) {
        return known.symbol();
      }
    }
    Symbol symbol = context.symbol(call.function().type());
    windows.add(new WindowCall(symbol, call, ignoreNulls, partition, order, frame));
    return symbol;
  }

  Symbol add(Grouping grouping) {
    Symbol symbol =
        context.symbol(
            grouping.columns().size() <= 31
                ? io.tarn.kernel.type.DataType.Simple.INTEGER
                : io.tarn.kernel.type.DataType.Simple.BIGINT);
    groupings.put(symbol, grouping);
    return symbol;
  }

  void name(String name, WindowSpecification window) {
    namedWindows.put(name, window);
  }

  @Nullable WindowSpecification window(String name) {
    return namedWindows.get(name);
  }

  List<Aggregation> aggregations() {
    return aggregations;
  }

  List<WindowCall> windows() {
    return windows;
  }

  Map<Symbol, Grouping> groupings() {
    return groupings;
  }
}
