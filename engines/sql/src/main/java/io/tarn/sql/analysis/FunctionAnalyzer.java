package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.function.Argument;
import io.tarn.sql.function.BoundFunction;
import io.tarn.sql.function.FunctionKind;
import io.tarn.sql.function.FunctionTable;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.AggregateCall;
import io.tarn.sql.tree.Symbol;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.LambdaExpression;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Chooses functions and operators, and gives types to their applications. */
final class FunctionAnalyzer {
  private static final FunctionTable TABLE = FunctionTable.ofDialect();

  private final ExpressionAnalyzer expressions;

  FunctionAnalyzer(ExpressionAnalyzer expressions) {
    this.expressions = expressions;
  }

  /**
   * An operator applied.
   *
   * @param sign for messages
   */
  Expression operator(Node node, String name, String sign, List<Expression> arguments) {
    BoundFunction function = TABLE.bind(name, typed(arguments));
    if (function == null) {
      String types =
          arguments.size() == 1
              ? sign + arguments.getFirst().type()
              : arguments.stream()
                  .map(argument -> argument.type().toString())
                  .collect(Collectors.joining(" " + sign + " "));
      throw Problems.at(ErrorCode.TYPE_MISMATCH, node, "Cannot apply operator: " + types);
    }
    return new Expression.Call(
        function, coerced(function, arguments), function.type(), Problems.spot(node));
  }

  /** A scalar function applied to analysed arguments. */
  Expression call(Node node, String name, List<Expression> arguments) {
    BoundFunction function = bind(node, name, typed(arguments));
    return new Expression.Call(
        function, coerced(function, arguments), function.type(), Problems.spot(node));
  }

  Expression analyse(FunctionCall node) {
    if (node.getName().getParts().size() > 1) {
      throw Problems.at(
          ErrorCode.FUNCTION_NOT_FOUND, node, "Function '" + node.getName() + "' not registered");
    }
    if (node.hasNamedArguments() || node.getProcessingMode().isPresent()) {
      throw Problems.notSupported(node, "This form of a function's arguments");
    }
    String name = node.getName().getSuffix();
    FunctionKind kind = name.startsWith("$") ? null : TABLE.kind(name);
    Expression special = kind == null ? new SpecialForms(expressions).named(node, name) : null;
    if (special != null) {
      return special;
    }
    if (kind == null) {
      throw unknown(node, name);
    }
    if (node.getWindow().isPresent()) {
      if (kind == FunctionKind.SCALAR) {
        throw Problems.at(
            ErrorCode.FUNCTION_NOT_WINDOW, node, "Not a window function or aggregate: " + name);
      }
      return new WindowAnalyzer(expressions).analyse(node, name);
    }
    return switch (kind) {
      case SCALAR -> scalar(node, name);
      case AGGREGATE -> aggregate(node, name);
      case WINDOW ->
          throw Problems.at(
              ErrorCode.MISSING_OVER, node, "Window function " + name + " requires an OVER clause");
    };
  }

  private static ProblemException unknown(Node node, String name) {
    return FunctionTable.isTrinos(name)
        ? Problems.notSupported(node, "The function " + name)
        : Problems.at(ErrorCode.FUNCTION_NOT_FOUND, node, "Function '" + name + "' not registered");
  }

  private Expression scalar(FunctionCall node, String name) {
    if (node.isDistinct() || node.getOrderBy().isPresent() || node.getFilter().isPresent()) {
      throw Problems.at(
          ErrorCode.FUNCTION_NOT_AGGREGATE,
          node,
          "DISTINCT, ORDER BY and FILTER are only for aggregates: " + name);
    }
    List<io.trino.sql.tree.Expression> nodes = node.argumentValues();
    List<@Nullable Expression> values = new ArrayList<>();
    List<Argument> arguments = new ArrayList<>();
    for (io.trino.sql.tree.Expression argument : nodes) {
      if (argument instanceof LambdaExpression lambda) {
        values.add(null);
        arguments.add(new LambdaArgument(lambda));
      } else {
        Expression value = expressions.analyse(argument);
        values.add(value);
        arguments.add(new Argument.Typed(value.type()));
      }
    }
    BoundFunction function = bind(node, name, arguments);
    if (!function.definition().repeatable()) {
      expressions.context().markUnrepeatable();
    }
    List<Expression> coerced = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      Expression value = values.get(i);
      DataType wanted = function.argumentTypes().get(i);
      BoundFunction.LambdaTypes lambda = function.lambdas().get(i);
      if (value != null && wanted != null) {
        coerced.add(Coerce.to(value, wanted));
      } else if (lambda != null) {
        coerced.add(lambda((LambdaExpression) nodes.get(i), lambda));
      }
    }
    return new Expression.Call(function, coerced, function.type(), Problems.spot(node));
  }

  private Expression aggregate(FunctionCall node, String name) {
    Gatherer gatherer = expressions.gatherer();
    if (gatherer == null) {
      throw misplaced(node);
    }
    return new Expression.Reference(
        gatherer.add(aggregateCall(node, name, scalarsOnly(name))), Problems.spot(node));
  }

  private ProblemException misplaced(FunctionCall node) {
    boolean nested = expressions.clause().startsWith("aggregation '");
    return Problems.at(
        nested ? ErrorCode.NESTED_AGGREGATION : ErrorCode.EXPRESSION_NOT_SCALAR,
        node,
        nested
            ? "Cannot nest aggregations inside " + expressions.clause()
            : expressions.clause()
                + " cannot contain aggregations, window functions or grouping operations: ["
                + node
                + "]");
  }

  private ExpressionAnalyzer scalarsOnly(String name) {
    return expressions.scalarsOnly("aggregation '" + name + "'");
  }

  /** The aggregate that is called; its arguments are analysed by {@code inside}. */
  AggregateCall aggregateCall(FunctionCall node, String name, ExpressionAnalyzer inside) {
    List<io.trino.sql.tree.Expression> nodes = node.argumentValues();
    if (nodes.stream().anyMatch(LambdaExpression.class::isInstance)) {
      throw Problems.notSupported(node, "A lambda in the aggregate " + name);
    }
    List<Expression> arguments = inside.analyse(nodes);
    BoundFunction function = bind(node, name, typed(arguments));
    @Nullable Expression filter = null;
    if (node.getFilter().isPresent()) {
      filter = inside.condition(node.getFilter().get(), "Filter expression");
    }
    return new AggregateCall(
        function,
        coerced(function, arguments),
        node.isDistinct(),
        filter,
        node.getOrderBy().isPresent()
            ? Ordering.of(node.getOrderBy().get().getSortItems(), inside)
            : List.of(),
        Problems.spot(node));
  }

  private static BoundFunction bind(Node node, String name, List<? extends Argument> arguments) {
    BoundFunction function;
    try {
      function = TABLE.bind(name, arguments);
    } catch (ProblemException ambiguous) {
      throw ambiguous.places().isEmpty()
          ? Problems.at(ambiguous.code(), node, ambiguous.detail())
          : ambiguous;
    }
    if (function == null) {
      String actual =
          arguments.stream()
              .map(
                  argument ->
                      argument instanceof Argument.Typed(DataType type)
                          ? type.toString()
                          : "function")
              .collect(Collectors.joining(", "));
      throw Problems.at(
          ErrorCode.FUNCTION_NOT_FOUND,
          node,
          "Unexpected parameters (%s) for function %s. Expected: %s"
              .formatted(actual, name, TABLE.expected(name)));
    }
    return function;
  }

  private static List<Argument> typed(List<Expression> arguments) {
    List<Argument> typed = new ArrayList<>();
    arguments.forEach(argument -> typed.add(new Argument.Typed(argument.type())));
    return typed;
  }

  private static List<Expression> coerced(BoundFunction function, List<Expression> arguments) {
    List<Expression> coerced = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      DataType wanted = function.argumentTypes().get(i);
      coerced.add(wanted == null ? arguments.get(i) : Coerce.to(arguments.get(i), wanted));
    }
    return coerced;
  }

  private Expression.Lambda lambda(LambdaExpression node, BoundFunction.LambdaTypes types) {
    List<Symbol> parameters = new ArrayList<>();
    Expression body = body(node, types.parameters(), parameters);
    return new Expression.Lambda(parameters, Coerce.to(body, types.result()));
  }

  private Expression body(LambdaExpression node, List<DataType> types, List<Symbol> parameters) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Symbol symbol = expressions.context().symbol(types.get(i));
      parameters.add(symbol);
      fields.add(
          new Field(
              List.of(),
              node.getArguments().get(i).getName().getValue(),
              new Expression.Reference(symbol)));
    }
    return expressions
        .scalarsOnly("Lambda expression")
        .in(new Scope(fields, expressions.scope()))
        .analyse(node.getBody());
  }

  private final class LambdaArgument implements Argument.OfLambda {
    private final LambdaExpression node;

    LambdaArgument(LambdaExpression node) {
      this.node = node;
    }

    @Override
    public int parameters() {
      return node.getArguments().size();
    }

    @Override
    public DataType bodyType(List<DataType> parameters) {
      return body(node, parameters, new ArrayList<>()).type();
    }
  }
}
