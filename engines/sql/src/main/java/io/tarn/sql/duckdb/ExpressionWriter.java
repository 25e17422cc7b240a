package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.sql.Failure;
import io.tarn.sql.function.Form;
import io.tarn.sql.tree.Comparator;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.When;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Rewriter;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.Types;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes scalar expressions. */
final class ExpressionWriter {
  private final Writing writing;
  private final PlanWriter plans;

  ExpressionWriter(Writing writing, PlanWriter plans) {
    this.writing = writing;
    this.plans = plans;
  }

  Writing writing() {
    return writing;
  }

  PlanWriter plans() {
    return plans;
  }

  /** The expression's text; it can stand wherever an operand can. */
  String write(Expression expression) {
    return switch (expression) {
      case Expression.Constant constant -> ConstantWriter.write(constant);
      case Expression.Reference(var symbol, var _) -> writing.text(symbol);
      case Expression.Call call -> call(call);
      case Expression.Cast cast -> new CastWriter(this).write(cast);
      case Expression.Comparison(var comparator, var left, var right) ->
          new ComparisonWriter(this).write(comparator, left, right);
      case Expression.Distinctness(var left, var right) ->
          "(" + write(left) + " IS DISTINCT FROM " + write(right) + ")";
      case Expression.Logical(var and, var terms) -> logical(and, terms);
      case Expression.Not(var value) -> "(NOT " + write(value) + ")";
      case Expression.IsNull(var value) -> "(" + write(value) + " IS NULL)";
      case Expression.Between(var value, var min, var max) -> between(value, min, max);
      case Expression.In(var value, var list) -> in(value, list);
      case Expression.Case(var whens, var otherwise, var _) ->
          "(CASE" + whens(whens) + otherwise(otherwise) + " END)";
      case Expression.Switch(var operand, var whens, var otherwise, var _) ->
          choice(operand, whens, otherwise);
      case Expression.Coalesce(var operands, var _) ->
          operands.stream().map(this::write).collect(Collectors.joining(", ", "coalesce(", ")"));
      case Expression.NullIf(var value, var other, var common) -> nullIf(value, other, common);
      case Expression.Try(var value, var spot) -> {
        if (!repeatable(value) || holdsQuery(value)) {
          throw Writing.notSupported(spot, "TRY of a subquery or of a function without repetition");
        }
        yield "TRY(" + write(value) + ")";
      }
      case Expression.MakeArray(var elements, var type) ->
          elements.isEmpty()
              ? "CAST([] AS " + DuckDbTypes.name(type) + ")"
              : elements.stream().map(this::write).collect(Collectors.joining(", ", "[", "]"));
      case Expression.MakeRow(var fields, var _) -> {
        StringBuilder text = new StringBuilder("struct_pack(");
        for (int i = 0; i < fields.size(); i++) {
          text.append(i == 0 ? "f" : ", f").append(i).append(" := ").append(write(fields.get(i)));
        }
        yield text.append(')').toString();
      }
      case Expression.FieldOf(var row, var index, var _) ->
          "struct_extract(" + write(row) + ", 'f" + index + "')";
      case Expression.Lambda(var parameters, var body) -> lambda(parameters, body);
      case Expression.ScalarQuery(var plan, var output, var _) -> scalar(plan, output);
      case Expression.Exists(var plan) -> "EXISTS (" + plans.select(plan) + ")";
      case Expression.Quantified quantified -> quantified(quantified);
    };
  }

  private String call(Expression.Call call) {
    Form form = call.function().definition().duckdb();
    if (form == null) {
      throw Writing.notSupported(call.spot(), "The function " + call.function().name());
    }
    return new CallWriter(this, call.function(), call.arguments(), call.spot()).write(form);
  }

  /** DuckDB evaluates all terms: one that can fail is guarded by those before it. */
  private String logical(boolean and, List<Expression> terms) {
    String operator = and ? " AND " : " OR ";
    String text = "";
    for (Expression term : terms) {
      String next = write(term);
      if (text.isEmpty()) {
        text = next;
      } else if (Conditions.canFail(term)) {
        text = guarded(and, "(" + text + ")", next);
      } else {
        text = text + operator + next;
      }
    }
    return "(" + text + ")";
  }

  private String guarded(boolean and, String before, String term) {
    if (term.contains("SELECT ")) {
      return before + (and ? " AND " : " OR ") + term;
    }
    if (!Text.isShort(before)) {
      String name = writing.name("v");
      return "list_transform([%s], lambda %s: %s)[1]"
          .formatted(before, name, guarded(and, name, term));
    }
    return and
        ? "CASE WHEN %s IS NOT FALSE THEN %s AND %s ELSE false END".formatted(before, before, term)
        : "CASE WHEN %s IS NOT TRUE THEN %s OR %s ELSE true END".formatted(before, before, term);
  }

  private String whens(List<When> whens) {
    return whens.stream()
        .map(when -> " WHEN " + write(when.condition()) + " THEN " + write(when.result()))
        .collect(Collectors.joining());
  }

  private String otherwise(Expression otherwise) {
    return " ELSE " + write(otherwise);
  }

  private String choice(Expression operand, List<When> whens, Expression otherwise) {
    if (!Types.holdsFloating(operand.type()) && ComparisonWriter.isPlain(operand.type())) {
      return "(CASE " + write(operand) + whens(whens) + otherwise(otherwise) + " END)";
    }
    ComparisonWriter comparisons = new ComparisonWriter(this);
    StringBuilder text = new StringBuilder("(CASE");
    for (When when : whens) {
      text.append(" WHEN ")
          .append(comparisons.write(Comparator.EQUAL, operand, when.condition()))
          .append(" THEN ")
          .append(write(when.result()));
    }
    return text.append(otherwise(otherwise)).append(" END)").toString();
  }

  private String between(Expression value, Expression min, Expression max) {
    if (ComparisonWriter.isPlain(value.type()) && !Types.holdsFloating(value.type())) {
      return "(%s BETWEEN %s AND %s)".formatted(write(value), write(min), write(max));
    }
    ComparisonWriter comparisons = new ComparisonWriter(this);
    return "("
        + comparisons.write(Comparator.GREATER_OR_EQUAL, value, min)
        + " AND "
        + comparisons.write(Comparator.LESS_OR_EQUAL, value, max)
        + ")";
  }

  private String in(Expression value, List<Expression> list) {
    if (ComparisonWriter.isPlain(value.type()) && !Types.holdsFloating(value.type())) {
      return list.stream()
          .map(this::write)
          .collect(Collectors.joining(", ", "(" + write(value) + " IN (", "))"));
    }
    ComparisonWriter comparisons = new ComparisonWriter(this);
    return list.stream()
        .map(item -> comparisons.write(Comparator.EQUAL, value, item))
        .collect(Collectors.joining(" OR ", "(", ")"));
  }

  private String nullIf(Expression value, Expression other, DataType common) {
    Expression compared =
        value.type().equals(common)
            ? value
            : new Expression.Cast(value, common, false, io.tarn.sql.tree.Spot.NONE);
    return "(CASE WHEN "
        + new ComparisonWriter(this).write(Comparator.EQUAL, compared, other)
        + " THEN NULL ELSE "
        + write(value)
        + " END)";
  }

  private String lambda(List<Symbol> parameters, Expression body) {
    StringBuilder names = new StringBuilder();
    for (Symbol parameter : parameters) {
      String name = writing.name("v");
      writing.call(parameter, name);
      names.append(names.isEmpty() ? "" : ", ").append(name);
    }
    return "lambda " + names + ": " + write(body);
  }

  private String scalar(Plan plan, Symbol output) {
    String select = plans.select(plan);
    if (givesOneRow(plan)) {
      return "(" + select + ")";
    }
    String name = writing.name("r");
    return "(SELECT CASE WHEN count(*) > 1 THEN %s ELSE first(%s.c0) END FROM (%s) AS %s)"
        .formatted(
            failure(
                output.type(),
                ErrorCode.SUBQUERY_MULTIPLE_ROWS,
                "Scalar sub-query has returned multiple rows"),
            name,
            select,
            name);
  }

  private static boolean givesOneRow(Plan plan) {
    return switch (plan) {
      case Plan.Project(var source, var _) -> givesOneRow(source);
      case Plan.Filter(var source, var _) -> givesOneRow(source);
      case Plan.Sort(var source, var _) -> givesOneRow(source);
      case Plan.Aggregate aggregate -> aggregate.keys().isEmpty() && aggregate.sets().size() == 1;
      case Plan.Values values -> values.rows().size() == 1;
      case Plan.Limit limit ->
          !limit.ties() && limit.count() != null && limit.count() <= 1
              || givesOneRow(limit.source());
      default -> false;
    };
  }

  private String quantified(Expression.Quantified quantified) {
    DataType type = quantified.value().type();
    if (!ComparisonWriter.isPlain(type)) {
      throw Writing.notSupported(quantified.spot(), "A comparison of " + type + " with a subquery");
    }
    String value = write(quantified.value());
    String select = plans.select(quantified.plan());
    if (Types.isFloating(type)) {
      if (quantified.comparator() != Comparator.EQUAL || quantified.all()) {
        throw Writing.notSupported(
            quantified.spot(), "A comparison of " + type + " with ANY or ALL of a subquery");
      }
      String name = writing.name("r");
      select =
          "SELECT %s.c0 FROM (%s) AS %s WHERE NOT coalesce(isnan(%s.c0), false)"
              .formatted(name, select, name, name);
    }
    if (quantified.comparator() == Comparator.EQUAL && !quantified.all()) {
      return "(" + value + " IN (" + select + "))";
    }
    if (quantified.comparator() == Comparator.NOT_EQUAL && quantified.all()) {
      return "(" + value + " NOT IN (" + select + "))";
    }
    return "(%s %s %s (%s))"
        .formatted(value, quantified.comparator().sign(), quantified.all() ? "ALL" : "ANY", select);
  }

  /** An expression of the type that fails if it is evaluated. */
  static String failure(DataType type, ErrorCode code, String detail) {
    String name = DuckDbTypes.name(type);
    String text = Text.quoted(new Failure(code, detail).text());
    boolean direct =
        type instanceof DataType.Decimal
            || Types.isNumeric(type)
            || type == Simple.BOOLEAN
            || type == Simple.DATE
            || type instanceof Timestamp
            || name.equals("BIGINT");
    return direct
        ? "CAST(" + text + " AS " + name + ")"
        : "CAST(CAST(CAST(" + text + " AS BOOLEAN) AS VARCHAR) AS " + name + ")";
  }

  /** Whether evaluating it twice gives the same. */
  boolean repeatable(Expression expression) {
    boolean[] repeatable = {true};
    new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression part) {
        if (part instanceof Expression.Call call) {
          repeatable[0] &= call.function().definition().repeatable();
        }
        return null;
      }
    }.rewrite(expression);
    return repeatable[0];
  }

  private static boolean holdsQuery(Expression expression) {
    boolean[] found = {false};
    new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression part) {
        found[0] |=
            part instanceof Expression.ScalarQuery
                || part instanceof Expression.Exists
                || part instanceof Expression.Quantified;
        return null;
      }
    }.rewrite(expression);
    return found[0];
  }

  /** A column of the answer, in the form in which results are stored. */
  String asResult(Symbol symbol) {
    String text = writing.text(symbol);
    if (Types.holdsUnknown(symbol.type())) {
      return "CAST("
          + text
          + " AS "
          + DuckDbTypes.name(symbol.type()).replace("\"NULL\"", "BOOLEAN")
          + ")";
    }
    if (symbol.type() instanceof Timestamp(var _, var withZone) && withZone) {
      ZoneId zone = writing.zone(symbol);
      if (!zone.equals(ZoneOffset.UTC)) {
        return "struct_pack(t := %s, z := %s)".formatted(text, Text.quoted(zone.getId()));
      }
    }
    if (symbol.type() instanceof DataType.Time(var _, var withZone) && withZone) {
      return ("(CASE WHEN %s IS NULL THEN NULL ELSE struct_pack(t := CAST(%s AS TIME),"
              + " o := CAST(date_part('timezone', %s) AS INTEGER)) END)")
          .formatted(text, text, text);
    }
    return text;
  }
}
