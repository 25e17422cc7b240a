package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.AggregateCall;
import io.tarn.sql.tree.Plan.Bound;
import io.tarn.sql.tree.Plan.Frame;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.FrameBound;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Window;
import io.trino.sql.tree.WindowFrame;
import io.trino.sql.tree.WindowReference;
import io.trino.sql.tree.WindowSpecification;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives types to window functions and resolves their windows. */
final class WindowAnalyzer {
  private static final Set<String> WITH_NULL_TREATMENT =
      Set.of("first_value", "last_value", "nth_value", "lag", "lead");

  private final ExpressionAnalyzer expressions;

  WindowAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  /** A window with its parts, after references to named windows were followed. */
  private record Resolved(List<Expression> partition, List<Order> order, @Nullable Frame frame) {}

  Expression analyse(FunctionCall node, String name) {
    Gatherer gatherer = expressions.gatherer();
    if (gatherer == null) {
      throw Problems.at(
          expressions.clause().startsWith("aggregation '")
              ? ErrorCode.NESTED_WINDOW
              : ErrorCode.EXPRESSION_NOT_SCALAR,
          node,
          expressions.clause()
              + " cannot contain aggregations, window functions or grouping operations: ["
              + node
              + "]");
    }
    int before = gatherer.windows().size();
    FunctionAnalyzer functions = new FunctionAnalyzer(expressions);
    AggregateCall call = functions.aggregateCall(node, name, expressions);
    Resolved window = resolve(gatherer, node.getWindow().orElseThrow());
    if (gatherer.windows().size() > before) {
      throw Problems.at(
          ErrorCode.NESTED_WINDOW, node, "Cannot nest window functions inside window function");
    }
    if (node.isDistinct()) {
      throw Problems.notSupported(node, "DISTINCT in window function parameters");
    }
    if (node.getOrderBy().isPresent()) {
      throw Problems.notSupported(node, "ORDER BY in window function parameters");
    }
    boolean ignoreNulls = node.getNullTreatment().orElse(null) == FunctionCall.NullTreatment.IGNORE;
    if (node.getNullTreatment().isPresent() && !WITH_NULL_TREATMENT.contains(name)) {
      throw Problems.at(
          ErrorCode.NULL_TREATMENT_NOT_ALLOWED,
          node,
          "Cannot specify null treatment clause for " + name + " function");
    }
    if ((name.equals("lag") || name.equals("lead")) && window.frame() != null) {
      throw Problems.at(
          ErrorCode.INVALID_WINDOW_FRAME,
          node,
          "Cannot specify window frame for " + name + " function");
    }
    if ((name.equals("lag") || name.equals("lead")) && window.order().isEmpty()) {
      throw Problems.at(
          ErrorCode.MISSING_ORDER_BY, node, name + " function requires an ORDER BY window clause");
    }
    return new Expression.Reference(
        gatherer.add(call, ignoreNulls, window.partition(), window.order(), window.frame()),
        Problems.spot(node));
  }

  private Resolved resolve(Gatherer gatherer, Window window) {
    return switch (window) {
      case WindowReference reference -> named(gatherer, reference.getName());
      case WindowSpecification specification -> resolve(gatherer, specification, expressions);
      case Node other -> throw Problems.notSupported(other, "This window");
      default -> throw new IllegalStateException(window.getClass().getName());
    };
  }

  private Resolved named(Gatherer gatherer, Identifier name) {
    WindowSpecification specification = gatherer.window(name.getCanonicalValue());
    if (specification == null) {
      throw Problems.at(
          ErrorCode.INVALID_WINDOW_REFERENCE, name, "Cannot resolve WINDOW name " + name);
    }
    return resolve(gatherer, specification, expressions.in(gatherer.source()));
  }

  /**
   * @param point where the specification stands
   */
  private Resolved resolve(
      Gatherer gatherer, WindowSpecification specification, ExpressionAnalyzer point) {
    List<Order> order =
        specification.getOrderBy().isEmpty()
            ? List.of()
            : Ordering.of(specification.getOrderBy().get().getSortItems(), point);
    if (specification.getExistingWindowName().isEmpty()) {
      return new Resolved(
          partition(specification.getPartitionBy(), point),
          order,
          frame(specification, order, point));
    }
    Resolved base = named(gatherer, specification.getExistingWindowName().get());
    if (!specification.getPartitionBy().isEmpty()) {
      throw Problems.at(
          ErrorCode.INVALID_PARTITION_BY,
          specification.getPartitionBy().getFirst(),
          "WINDOW specification with named WINDOW reference cannot specify PARTITION BY");
    }
    if (specification.getOrderBy().isPresent() && !base.order().isEmpty()) {
      throw Problems.at(
          ErrorCode.INVALID_ORDER_BY,
          specification.getOrderBy().get(),
          "Cannot specify ORDER BY if referenced named WINDOW specifies ORDER BY");
    }
    if (base.frame() != null) {
      throw Problems.at(
          ErrorCode.INVALID_WINDOW_REFERENCE,
          specification.getExistingWindowName().get(),
          "Cannot reference named WINDOW containing frame specification");
    }
    List<Order> whole = order.isEmpty() ? base.order() : order;
    return new Resolved(base.partition(), whole, frame(specification, whole, point));
  }

  private static List<Expression> partition(
      List<io.trino.sql.tree.Expression> nodes, ExpressionAnalyzer point) {
    List<Expression> partition = point.analyse(nodes);
    for (int i = 0; i < partition.size(); i++) {
      if (!Types.comparable(partition.get(i).type())) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            nodes.get(i),
            partition.get(i).type()
                + " is not comparable, and therefore cannot be used in window"
                + " function PARTITION BY");
      }
    }
    return partition;
  }

  private static @Nullable Frame frame(
      WindowSpecification specification, List<Order> order, ExpressionAnalyzer point) {
    if (specification.getFrame().isEmpty()) {
      return null;
    }
    WindowFrame node = specification.getFrame().get();
    if (node.getPattern().isPresent() || !node.getMeasures().isEmpty()) {
      throw Problems.notSupported(node, "Pattern recognition in a window");
    }
    Frame.Unit unit =
        switch (node.getType()) {
          case ROWS -> Frame.Unit.ROWS;
          case RANGE -> Frame.Unit.RANGE;
          case GROUPS -> Frame.Unit.GROUPS;
        };
    Bound start = bound(unit, node.getStart(), point);
    Bound end =
        node.getEnd().isPresent()
            ? bound(unit, node.getEnd().get(), point)
            : new Bound(Bound.Kind.CURRENT_ROW, null);
    if (start.kind() == Bound.Kind.UNBOUNDED_FOLLOWING) {
      throw invalid(node, "Window frame start cannot be UNBOUNDED FOLLOWING");
    }
    if (end.kind() == Bound.Kind.UNBOUNDED_PRECEDING) {
      throw invalid(node, "Window frame end cannot be UNBOUNDED PRECEDING");
    }
    if (start.kind().compareTo(end.kind()) > 0) {
      throw invalid(
          node, "Window frame starting from " + start.kind() + " cannot end with " + end.kind());
    }
    if (unit == Frame.Unit.GROUPS && order.isEmpty()) {
      throw Problems.at(
          ErrorCode.MISSING_ORDER_BY, node, "Window frame of type GROUPS requires ORDER BY");
    }
    boolean distances = start.distance() != null || end.distance() != null;
    if (unit == Frame.Unit.RANGE && distances) {
      if (order.isEmpty()) {
        throw Problems.at(
            ErrorCode.MISSING_ORDER_BY,
            node,
            "Window frame of type RANGE PRECEDING or FOLLOWING requires ORDER BY");
      }
      if (order.size() != 1) {
        throw Problems.at(
            ErrorCode.INVALID_ORDER_BY,
            node,
            "Window frame of type RANGE PRECEDING or FOLLOWING requires single sort item in"
                + " ORDER BY (actual: "
                + order.size()
                + ")");
      }
    }
    return new Frame(unit, start, end);
  }

  private static RuntimeException invalid(Node node, String reason) {
    return Problems.at(ErrorCode.INVALID_WINDOW_FRAME, node, reason);
  }

  private static Bound bound(Frame.Unit unit, FrameBound node, ExpressionAnalyzer point) {
    Bound.Kind kind =
        switch (node.getType()) {
          case UNBOUNDED_PRECEDING -> Bound.Kind.UNBOUNDED_PRECEDING;
          case PRECEDING -> Bound.Kind.PRECEDING;
          case CURRENT_ROW -> Bound.Kind.CURRENT_ROW;
          case FOLLOWING -> Bound.Kind.FOLLOWING;
          case UNBOUNDED_FOLLOWING -> Bound.Kind.UNBOUNDED_FOLLOWING;
        };
    if (node.getValue().isEmpty()) {
      return new Bound(kind, null);
    }
    Expression distance = point.analyse(node.getValue().get());
    if (unit != Frame.Unit.RANGE) {
      if (!Types.isWhole(distance.type())
          && !(distance.type() instanceof io.tarn.kernel.type.DataType.Decimal decimal
              && decimal.scale() == 0)) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            node,
            "Window frame "
                + unit
                + " value type must be exact numeric type with scale 0"
                + " (actual "
                + distance.type()
                + ")");
      }
      distance = Coerce.to(distance, Simple.BIGINT);
    }
    return new Bound(kind, distance);
  }
}
