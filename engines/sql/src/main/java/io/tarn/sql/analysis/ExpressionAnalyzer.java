package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.ArithmeticBinaryExpression;
import io.trino.sql.tree.ArithmeticUnaryExpression;
import io.trino.sql.tree.Cast;
import io.trino.sql.tree.CoalesceExpression;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.ExistsPredicate;
import io.trino.sql.tree.FunctionCall;
import io.trino.sql.tree.GenericLiteral;
import io.trino.sql.tree.GroupingOperation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.IfExpression;
import io.trino.sql.tree.Literal;
import io.trino.sql.tree.LogicalExpression;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.NotExpression;
import io.trino.sql.tree.NullIfExpression;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Predicated;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.SearchedCaseExpression;
import io.trino.sql.tree.SimpleCaseExpression;
import io.trino.sql.tree.SubqueryExpression;
import io.trino.sql.tree.SubscriptExpression;
import io.trino.sql.tree.TryExpression;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Gives names and types to scalar expressions at one point of the statement.
 *
 * <p>Where aggregates and window functions may stand it has a {@link Gatherer}, elsewhere it
 * refuses them naming the clause.
 */
final class ExpressionAnalyzer {
  private final StatementContext context;
  private final Scope scope;
  private final NamedQueries queries;
  private final @Nullable Gatherer gatherer;
  private final String clause;

  /**
   * @param clause where it stands, for messages
   */
  ExpressionAnalyzer(
      StatementContext context,
      Scope scope,
      NamedQueries queries,
      @Nullable Gatherer gatherer,
      String clause) {
    this.context = context;
    this.scope = scope;
    this.queries = queries;
    this.gatherer = gatherer;
    this.clause = clause;
  }

  StatementContext context() {
    return context;
  }

  Scope scope() {
    return scope;
  }

  NamedQueries queries() {
    return queries;
  }

  @Nullable Gatherer gatherer() {
    return gatherer;
  }

  String clause() {
    return clause;
  }

  /** The same point, but another scope. */
  ExpressionAnalyzer in(Scope inner) {
    return new ExpressionAnalyzer(context, inner, queries, gatherer, clause);
  }

  /** The same point, but where only scalars may stand. */
  ExpressionAnalyzer scalarsOnly(String newClause) {
    return new ExpressionAnalyzer(context, scope, queries, null, newClause);
  }

  List<Expression> analyse(List<? extends io.trino.sql.tree.Expression> nodes) {
    List<Expression> expressions = new ArrayList<>();
    for (io.trino.sql.tree.Expression node : nodes) {
      expressions.add(analyse(node));
    }
    return expressions;
  }

  Expression condition(io.trino.sql.tree.Expression node, String what) {
    return Coerce.toBoolean(node, analyse(node), what);
  }

  Expression analyse(io.trino.sql.tree.Expression node) {
    return switch (node) {
      case GenericLiteral literal when literal.getType().equalsIgnoreCase("json") ->
          new FunctionAnalyzer(this)
              .call(node, "json_parse", List.of(Literals.text(literal.getValue())));
      case Literal literal -> Literals.read(literal);
      case Parameter parameter -> context.parameter(parameter.getId());
      case Identifier identifier -> column(node, List.of(identifier.getValue()));
      case DereferenceExpression dereference -> dereference(dereference);
      case Predicated predicated -> new PredicateAnalyzer(this).analyse(predicated);
      case LogicalExpression logical -> logical(logical);
      case NotExpression not ->
          new Expression.Not(condition(not.getValue(), "Value of logical NOT expression"));
      case ArithmeticBinaryExpression binary ->
          new FunctionAnalyzer(this)
              .operator(
                  node,
                  "$" + binary.getOperator().name().toLowerCase(Locale.ROOT),
                  binary.getOperator().getValue(),
                  List.of(analyse(binary.getLeft()), analyse(binary.getRight())));
      case ArithmeticUnaryExpression unary -> unary(unary);
      case FunctionCall call -> new FunctionAnalyzer(this).analyse(call);
      case io.trino.sql.tree.Cast cast -> cast(cast);
      case TryExpression attempt ->
          new Expression.Try(analyse(attempt.getInnerExpression()), Problems.spot(node));
      case IfExpression choice -> choice(choice);
      case SearchedCaseExpression searched -> new CaseAnalyzer(this).analyse(searched);
      case SimpleCaseExpression simple -> new CaseAnalyzer(this).analyse(simple);
      case CoalesceExpression coalesce -> {
        List<Expression> operands =
            Coerce.toCommon(
                "All COALESCE operands", coalesce.getOperands(), analyse(coalesce.getOperands()));
        yield new Expression.Coalesce(operands, operands.getFirst().type());
      }
      case NullIfExpression nullIf -> nullIf(nullIf);
      case io.trino.sql.tree.Array array -> array(array);
      case io.trino.sql.tree.Row row -> row(row);
      case SubscriptExpression subscript -> subscript(subscript);
      case SubqueryExpression subquery -> new SubqueryAnalyzer(this).scalar(subquery);
      case ExistsPredicate exists -> new SubqueryAnalyzer(this).exists(exists);
      case GroupingOperation grouping -> grouping(grouping);
      default -> new SpecialForms(this).analyse(node);
    };
  }

  private Expression column(Node node, List<String> parts) {
    Field field = scope.resolve(node, parts);
    if (field == null) {
      throw unresolved(node, parts);
    }
    return located(node, field.value());
  }

  private static Expression located(Node node, Expression value) {
    return value instanceof Expression.Reference(var symbol, var _)
        ? new Expression.Reference(symbol, Problems.spot(node))
        : value;
  }

  private static RuntimeException unresolved(Node node, List<String> parts) {
    return Problems.at(
        ErrorCode.COLUMN_NOT_FOUND,
        node,
        "Column '" + String.join(".", parts) + "' cannot be resolved");
  }

  private Expression dereference(DereferenceExpression node) {
    if (node.getField().isEmpty()) {
      throw Problems.notSupported(node, "<identifier>.* in this context");
    }
    QualifiedName qualified = DereferenceExpression.getQualifiedName(node);
    if (qualified != null) {
      List<String> parts = qualified.getOriginalParts().stream().map(Identifier::getValue).toList();
      Field field = scope.resolve(node, parts);
      if (field != null) {
        return located(node, field.value());
      }
      if (!scope.knows(parts)) {
        throw unresolved(node, parts);
      }
    }
    Expression base = analyse(node.getBase());
    if (base.type() == Simple.JSON) {
      throw Problems.notSupported(node, "A member of json by its name");
    }
    if (!(base.type() instanceof Row row)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node.getBase(),
          "Expression " + node.getBase() + " is not of type ROW");
    }
    String name = node.getField().get().getValue();
    int found = -1;
    for (int i = 0; i < row.fields().size(); i++) {
      if (name.equalsIgnoreCase(row.fields().get(i).name())) {
        if (found >= 0) {
          throw Problems.at(
              ErrorCode.AMBIGUOUS_NAME, node, "Ambiguous row field reference: " + name);
        }
        found = i;
      }
    }
    if (found < 0) {
      throw unresolved(
          node,
          qualified == null
              ? List.of(name)
              : qualified.getOriginalParts().stream().map(Identifier::getValue).toList());
    }
    return new Expression.FieldOf(base, found, row.fields().get(found).type());
  }

  private Expression logical(LogicalExpression node) {
    List<Expression> terms = new ArrayList<>();
    for (io.trino.sql.tree.Expression term : node.getTerms()) {
      terms.add(condition(term, "Logical expression term"));
    }
    return new Expression.Logical(node.getOperator() == LogicalExpression.Operator.AND, terms);
  }

  private Expression unary(ArithmeticUnaryExpression node) {
    Expression value = analyse(node.getValue());
    if (node.getSign() == ArithmeticUnaryExpression.Sign.PLUS) {
      if (!Types.isWhole(value.type()) && !Types.isFloating(value.type())) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            node,
            "Unary '+' operator cannot by applied to " + value.type() + " type");
      }
      return value;
    }
    if (value instanceof Constant(DataType type, var constant)) {
      if (constant instanceof Long whole && fits(type, -whole) && whole != Long.MIN_VALUE) {
        return new Constant(type, -whole);
      }
      if (constant instanceof BigDecimal decimal) {
        return new Constant(type, decimal.negate());
      }
      if (constant instanceof Double number) {
        return new Constant(type, -number);
      }
    }
    return new FunctionAnalyzer(this).operator(node, "$negate", "-", List.of(value));
  }

  private static boolean fits(DataType type, long value) {
    return switch (type) {
      case Simple.TINYINT -> value == (byte) value;
      case Simple.SMALLINT -> value == (short) value;
      case Simple.INTEGER -> value == (int) value;
      default -> true;
    };
  }

  private Expression cast(Cast node) {
    Expression value = analyse(node.getExpression());
    DataType type = TypeReader.read(node.getType());
    if (value.type() == Simple.UNKNOWN && value instanceof Constant) {
      return Constant.nothing(type);
    }
    if (!CastRules.possible(value.type(), type)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH, node, "Cannot cast " + value.type() + " to " + type);
    }
    return value.type().equals(type)
        ? value
        : new Expression.Cast(value, type, node.isSafe(), Problems.spot(node));
  }

  private Expression choice(IfExpression node) {
    Expression condition = condition(node.getCondition(), "IF condition");
    Expression yes = analyse(node.getTrueValue());
    if (node.getFalseValue().isEmpty()) {
      return new Expression.Case(
          List.of(new Expression.When(condition, yes)), Constant.nothing(yes.type()), yes.type());
    }
    Expression no = analyse(node.getFalseValue().get());
    DataType common = Coercion.common(yes.type(), no.type());
    if (common == null) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Result types for IF must be the same: %s vs %s".formatted(yes.type(), no.type()));
    }
    return new Expression.Case(
        List.of(new Expression.When(condition, Coerce.to(yes, common))),
        Coerce.to(no, common),
        common);
  }

  private Expression nullIf(NullIfExpression node) {
    Expression first = analyse(node.getFirst());
    Expression second = analyse(node.getSecond());
    DataType common = Coercion.common(first.type(), second.type());
    if (common == null) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Types are not comparable with NULLIF: %s vs %s".formatted(first.type(), second.type()));
    }
    return new Expression.NullIf(first, Coerce.to(second, common), common);
  }

  private Expression array(io.trino.sql.tree.Array node) {
    if (node.getValues().isEmpty()) {
      return new Expression.MakeArray(List.of(), new Array(Simple.UNKNOWN));
    }
    List<Expression> elements =
        Coerce.toCommon("All ARRAY elements", node.getValues(), analyse(node.getValues()));
    return new Expression.MakeArray(elements, new Array(elements.getFirst().type()));
  }

  private Expression row(io.trino.sql.tree.Row node) {
    List<Expression> values = new ArrayList<>();
    List<DataType.Field> fields = new ArrayList<>();
    for (io.trino.sql.tree.Row.Field field : node.getFields()) {
      Expression value = analyse(field.getExpression());
      values.add(value);
      fields.add(
          new DataType.Field(
              field.getName().map(TypeReader::fieldName).orElse(null), value.type()));
    }
    return new Expression.MakeRow(values, new Row(fields));
  }

  private Expression subscript(SubscriptExpression node) {
    Expression base = analyse(node.getBase());
    if (base.type() instanceof Row row) {
      if (!(node.getIndex() instanceof LongLiteral literal)) {
        throw Problems.at(
            ErrorCode.EXPRESSION_NOT_CONSTANT,
            node.getIndex(),
            "Subscript expression on ROW requires a constant index");
      }
      long index = literal.getParsedValue();
      if (index <= 0) {
        throw Problems.at(
            ErrorCode.INVALID_FUNCTION_ARGUMENT,
            node.getIndex(),
            "Invalid subscript index: " + index + ". ROW indices start at 1");
      }
      if (index > row.fields().size()) {
        throw Problems.at(
            ErrorCode.INVALID_FUNCTION_ARGUMENT,
            node.getIndex(),
            "Subscript index out of bounds: %d, max value is %d"
                .formatted(index, row.fields().size()));
      }
      int at = (int) index - 1;
      return new Expression.FieldOf(base, at, row.fields().get(at).type());
    }
    if (base.type() == Simple.JSON) {
      throw Problems.notSupported(node, "An element of json by its index");
    }
    return new FunctionAnalyzer(this)
        .operator(node, "$subscript", "[]", List.of(base, analyse(node.getIndex())));
  }

  private Expression grouping(GroupingOperation node) {
    if (gatherer == null) {
      throw Problems.at(
          ErrorCode.EXPRESSION_NOT_SCALAR,
          node,
          clause + " cannot contain aggregations, window functions or grouping operations");
    }
    return new Expression.Reference(
        gatherer.add(new Gatherer.Grouping(node, analyse(node.getGroupingColumns()))),
        Problems.spot(node));
  }
}
