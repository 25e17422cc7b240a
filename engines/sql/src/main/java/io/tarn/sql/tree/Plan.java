package io.tarn.sql.tree;

import io.tarn.sql.function.BoundFunction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A relation: rows of the symbols that it gives. */
public sealed interface Plan {
  /** The symbols of its rows, in order. */
  List<Symbol> outputs();

  /**
   * A table of the statement.
   *
   * @param table its number
   * @param columns for each output, the index of the table's column
   */
  record Scan(int table, List<Symbol> outputs, List<Integer> columns) implements Plan {
    public Scan {
      outputs = List.copyOf(outputs);
      columns = List.copyOf(columns);
    }
  }

  /** Given rows; each has an expression for each output, of its type. */
  record Values(List<Symbol> outputs, List<List<Expression>> rows) implements Plan {
    public Values {
      outputs = List.copyOf(outputs);
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  record Filter(Plan source, Expression condition) implements Plan {
    @Override
    public List<Symbol> outputs() {
      return source.outputs();
    }
  }

  /** A symbol and what it stands for. */
  record Assignment(Symbol symbol, Expression expression) {}

  /** Exactly the assigned symbols. */
  record Project(Plan source, List<Assignment> assignments) implements Plan {
    public Project {
      assignments = List.copyOf(assignments);
    }

    @Override
    public List<Symbol> outputs() {
      return assignments.stream().map(Assignment::symbol).toList();
    }
  }

  /**
   * Groups and their aggregates: the keys' symbols, then the aggregates', then the grouping marks.
   *
   * @param sets the grouping sets as indexes of keys; one set of all keys for a plain GROUP BY
   */
  record Aggregate(
      Plan source,
      List<Assignment> keys,
      List<List<Integer>> sets,
      List<Aggregation> aggregations,
      List<GroupingMark> marks)
      implements Plan {
    public Aggregate {
      keys = List.copyOf(keys);
      sets = sets.stream().map(List::copyOf).toList();
      aggregations = List.copyOf(aggregations);
      marks = List.copyOf(marks);
    }

    @Override
    public List<Symbol> outputs() {
      List<Symbol> outputs = new ArrayList<>();
      keys.forEach(key -> outputs.add(key.symbol()));
      aggregations.forEach(aggregation -> outputs.add(aggregation.symbol()));
      marks.forEach(mark -> outputs.add(mark.symbol()));
      return outputs;
    }
  }

  record Aggregation(Symbol symbol, AggregateCall call) {}

  /** {@code GROUPING(…)} over keys, the first of them in the highest bit. */
  record GroupingMark(Symbol symbol, List<Integer> keys) {
    public GroupingMark {
      keys = List.copyOf(keys);
    }
  }

  /** An aggregate function applied. */
  record AggregateCall(
      BoundFunction function,
      List<Expression> arguments,
      boolean distinct,
      @Nullable Expression filter,
      List<Order> order,
      Spot spot) {
    public AggregateCall {
      arguments = List.copyOf(arguments);
      order = List.copyOf(order);
    }
  }

  /** The source's symbols and those of the window functions, which share nothing but the source. */
  record Window(Plan source, List<WindowCall> calls) implements Plan {
    public Window {
      calls = List.copyOf(calls);
    }

    @Override
    public List<Symbol> outputs() {
      List<Symbol> outputs = new ArrayList<>(source.outputs());
      calls.forEach(call -> outputs.add(call.symbol()));
      return outputs;
    }
  }

  /** A window function, or an aggregate over a window. */
  record WindowCall(
      Symbol symbol,
      AggregateCall call,
      boolean ignoreNulls,
      List<Expression> partition,
      List<Order> order,
      @Nullable Frame frame) {
    public WindowCall {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
    }
  }

  record Frame(Unit unit, Bound start, Bound end) {
    /** What a bound's distance counts. */
    public enum Unit {
      ROWS,
      RANGE,
      GROUPS
    }
  }

  /**
   * @param distance null unless the kind needs it
   */
  record Bound(Kind kind, @Nullable Expression distance) {
    /** The kinds of bound, in the order of what they denote. */
    public enum Kind {
      UNBOUNDED_PRECEDING,
      PRECEDING,
      CURRENT_ROW,
      FOLLOWING,
      UNBOUNDED_FOLLOWING
    }
  }

  /** A sort key; {@code nullsFirst} is never implied. */
  record Order(Expression key, boolean descending, boolean nullsFirst) {}

  /**
   * The left symbols, then the right ones.
   *
   * @param condition null for a cross join
   * @param lateral whether the right side refers to the left one's symbols
   */
  record Join(Kind kind, Plan left, Plan right, @Nullable Expression condition, boolean lateral)
      implements Plan {
    /** Which rows without a partner stay. */
    public enum Kind {
      INNER,
      LEFT,
      RIGHT,
      FULL
    }

    @Override
    public List<Symbol> outputs() {
      List<Symbol> outputs = new ArrayList<>(left.outputs());
      outputs.addAll(right.outputs());
      return outputs;
    }
  }

  /** The elements of arrays and maps side by side, padded with NULL to the longest. */
  record Unnest(List<Item> items, @Nullable Symbol ordinality) implements Plan {
    public Unnest {
      items = List.copyOf(items);
    }

    /**
     * @param outputs one for an array, two for a map, one for each field for an array of rows
     */
    public record Item(Expression collection, List<Symbol> outputs) {
      public Item {
        outputs = List.copyOf(outputs);
      }
    }

    @Override
    public List<Symbol> outputs() {
      List<Symbol> outputs = new ArrayList<>();
      items.forEach(item -> outputs.addAll(item.outputs()));
      if (ordinality != null) {
        outputs.add(ordinality);
      }
      return outputs;
    }
  }

  record Distinct(Plan source) implements Plan {
    @Override
    public List<Symbol> outputs() {
      return source.outputs();
    }
  }

  record Sort(Plan source, List<Order> order) implements Plan {
    public Sort {
      order = List.copyOf(order);
    }

    @Override
    public List<Symbol> outputs() {
      return source.outputs();
    }
  }

  /**
   * Some of the rows.
   *
   * @param offset rows to leave out
   * @param count rows to give, null for all
   * @param ties whether rows that sort like the last one come too; then the source is a {@link
   *     Sort}
   */
  record Limit(Plan source, long offset, @Nullable Long count, boolean ties) implements Plan {
    @Override
    public List<Symbol> outputs() {
      return source.outputs();
    }
  }

  /** UNION, INTERSECT or EXCEPT; the inputs' outputs correspond by position. */
  record SetOperation(Kind kind, boolean all, List<Plan> inputs, List<Symbol> outputs)
      implements Plan {
    /** The three operations. */
    public enum Kind {
      UNION,
      INTERSECT,
      EXCEPT
    }

    public SetOperation {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }

  /**
   * A use of a named query.
   *
   * @param query the number of the named query in {@link Statement#named()}
   * @param outputs symbols of this use, in the order of the query's outputs
   */
  record NamedQuery(int query, List<Symbol> outputs) implements Plan {
    public NamedQuery {
      outputs = List.copyOf(outputs);
    }
  }
}
