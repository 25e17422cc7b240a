package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.tree.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes relations. */
final class PlanWriter {
  private final Writing writing;
  private final ExpressionWriter expressions;
  private final Set<Integer> shared = new HashSet<>();

  PlanWriter(Writing writing) {
    this.writing = writing;
    this.expressions = new ExpressionWriter(writing, this);
  }

  Writing writing() {
    return writing;
  }

  ExpressionWriter expressions() {
    return expressions;
  }

  /** The whole statement. */
  String statement() {
    List<String> with = new ArrayList<>();
    List<Plan> named = writing.statement().named();
    for (int i = 0; i < named.size(); i++) {
      if (writing.usage().ofQuery(i) > 1 && Usage.free(named.get(i)).isEmpty()) {
        with.add("q" + i + " AS (" + select(named.get(i)) + ")");
        shared.add(i);
      }
    }
    Plan plan = writing.statement().plan();
    Block block = open(plan);
    List<String> texts = new ArrayList<>();
    for (Symbol symbol : plan.outputs()) {
      texts.add(expressions.asResult(symbol));
    }
    String body = close(block, plan.outputs(), texts);
    return with.isEmpty() ? body : "WITH " + String.join(", ", with) + " " + body;
  }

  /** The plan as a SELECT whose columns are {@code c0…cn}, one for each output. */
  String select(Plan plan) {
    Block block = open(plan);
    return close(block, plan.outputs());
  }

  private String close(Block block, List<Symbol> outputs) {
    return close(block, outputs, outputs.stream().map(writing::text).toList());
  }

  private String close(Block block, List<Symbol> outputs, List<String> texts) {
    StringBuilder text = new StringBuilder("SELECT ");
    for (int i = 0; i < texts.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(texts.get(i)).append(" AS c").append(i);
    }
    if (texts.isEmpty()) {
      text.append("1 AS c0");
    }
    return text.append(tail(block, outputs)).toString();
  }

  /** What follows the select list. */
  String tail(Block block, List<Symbol> outputs) {
    StringBuilder text = new StringBuilder();
    if (block.from != null) {
      text.append(" FROM ").append(block.from);
    }
    if (!block.where.isEmpty()) {
      text.append(" WHERE ").append(String.join(" AND ", block.where));
    }
    if (!block.order.isEmpty()) {
      text.append(" ORDER BY ").append(orders(block.order, outputs));
    }
    if (block.limit != null) {
      text.append(" LIMIT ").append(block.limit);
    }
    if (block.offset > 0) {
      text.append(" OFFSET ").append(block.offset);
    }
    return text.toString();
  }

  /** Sort keys; those that are outputs are named by their position. */
  String orders(List<Order> orders, List<Symbol> outputs) {
    return orders.stream()
        .map(
            order -> {
              int position =
                  order.key() instanceof Expression.Reference(var symbol, var _)
                      ? outputs.indexOf(symbol)
                      : -1;
              String key =
                  position >= 0
                      ? String.valueOf(position + 1)
                      : order.key() instanceof Expression.Constant
                          ? "(" + expressions.write(order.key()) + ")"
                          : expressions.write(order.key());
              return key
                  + (order.descending() ? " DESC" : " ASC")
                  + (order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
            })
        .collect(Collectors.joining(", "));
  }

  /** The block as a table of another block; its symbols are called by that table's columns. */
  Block derived(Block block, List<Symbol> outputs) {
    List<Symbol> needed =
        outputs.stream().filter(symbol -> writing.usage().of(symbol) > 0).distinct().toList();
    String text = close(block, needed);
    return fromSelect(text, needed);
  }

  /** A block that reads a SELECT with columns {@code c0…cn} for these symbols. */
  Block fromSelect(String select, List<Symbol> symbols) {
    String name = writing.name("r");
    for (int i = 0; i < symbols.size(); i++) {
      writing.call(symbols.get(i), name + ".c" + i);
    }
    return new Block("(" + select + ") AS " + name);
  }

  Block open(Plan plan) {
    return switch (plan) {
      case Plan.Scan scan -> scan(scan);
      case Plan.Values values -> values(values);
      case Plan.Filter(var source, var condition) -> {
        Block block = unordered(source);
        new Conditions(expressions).addTo(block, condition);
        yield block;
      }
      case Plan.Project(var source, var assignments) -> project(source, assignments);
      case Plan.Aggregate aggregate -> new AggregateWriter(this).write(aggregate);
      case Plan.Window window -> new WindowWriter(this).write(window);
      case Plan.Join join -> new JoinWriter(this).write(join);
      case Plan.Unnest unnest -> new UnnestWriter(this).write(unnest);
      case Plan.Distinct(var source) -> {
        Block block = open(source);
        String list = close(block, source.outputs());
        yield fromSelect("SELECT DISTINCT" + list.substring("SELECT".length()), source.outputs());
      }
      case Plan.Sort(var source, var order) -> {
        Block block = unordered(source);
        block.order.addAll(order);
        yield block;
      }
      case Plan.Limit limit -> limit(limit);
      case Plan.SetOperation operation -> setOperation(operation);
      case Plan.NamedQuery named -> named(named);
    };
  }

  /** A block of the plan whose rows can still be filtered. */
  Block unordered(Plan plan) {
    Block block = open(plan);
    return block.unordered() ? block : derived(block, plan.outputs());
  }

  /** A block of the plan that is nothing but a FROM. */
  Block bare(Plan plan, boolean plainColumns) {
    Block block = open(plan);
    boolean fits = block.from != null && block.bare() && !(plainColumns && block.computed);
    return fits ? block : derived(block, plan.outputs());
  }

  private Block scan(Plan.Scan scan) {
    String name = writing.name("r");
    for (int i = 0; i < scan.outputs().size(); i++) {
      writing.call(scan.outputs().get(i), name + ".c" + scan.columns().get(i));
    }
    return new Block(
        DuckDbWriter.TABLE + String.valueOf(scan.table()) + DuckDbWriter.TABLE + " AS " + name);
  }

  private Block values(Plan.Values values) {
    if (values.outputs().isEmpty()) {
      return new Block(null);
    }
    List<String> rows = new ArrayList<>();
    for (List<Expression> row : values.rows()) {
      rows.add(row.stream().map(expressions::write).collect(Collectors.joining(", ", "(", ")")));
    }
    if (rows.isEmpty()) {
      String nulls =
          values.outputs().stream()
              .map(symbol -> "CAST(NULL AS " + DuckDbTypes.name(symbol.type()) + ")")
              .collect(Collectors.joining(", "));
      rows.add("(" + nulls + ")");
    }
    for (int i = 0; i < values.outputs().size(); i++) {
      writing.zone(values.outputs().get(i), new Zones(writing).ofColumn(values.rows(), i));
    }
    String name = writing.name("r");
    StringBuilder columns = new StringBuilder();
    for (int i = 0; i < values.outputs().size(); i++) {
      writing.call(values.outputs().get(i), name + ".c" + i);
      columns.append(i == 0 ? "c" : ", c").append(i);
    }
    Block block =
        new Block("(VALUES " + String.join(", ", rows) + ") AS " + name + "(" + columns + ")");
    if (values.rows().isEmpty()) {
      block.where.add("false");
    }
    return block;
  }

  private Block project(Plan source, List<Assignment> assignments) {
    Block block = open(source);
    List<String> texts = new ArrayList<>();
    boolean plain = true;
    for (Assignment assignment : assignments) {
      String text = expressions.write(assignment.expression());
      texts.add(text);
      boolean repeatedly = writing.usage().of(assignment.symbol()) > 1;
      plain &=
          isColumn(assignment.expression())
              || (expressions.repeatable(assignment.expression())
                  && (!repeatedly || Text.isShort(text)));
      block.computed |= !(assignment.expression() instanceof Expression.Reference);
    }
    for (Assignment assignment : assignments) {
      writing.zone(assignment.symbol(), new Zones(writing).of(assignment.expression()));
    }
    for (int i = 0; i < assignments.size(); i++) {
      writing.call(assignments.get(i).symbol(), texts.get(i));
    }
    return plain ? block : derived(block, assignments.stream().map(Assignment::symbol).toList());
  }

  private static boolean isColumn(Expression expression) {
    return expression instanceof Expression.Reference || expression instanceof Expression.Constant;
  }

  private Block limit(Plan.Limit limit) {
    if (limit.ties()) {
      return new TiesWriter(this).write(limit);
    }
    Block block = open(limit.source());
    if (block.limit != null || block.offset > 0) {
      block = derived(block, limit.outputs());
    }
    block.limit = limit.count();
    block.offset = limit.offset();
    return block;
  }

  private Block setOperation(Plan.SetOperation operation) {
    String sign = " " + operation.kind() + (operation.all() ? " ALL " : " ");
    String text =
        operation.inputs().stream()
            .map(input -> "(" + select(input) + ")")
            .collect(Collectors.joining(sign));
    for (int i = 0; i < operation.outputs().size(); i++) {
      writing.zone(operation.outputs().get(i), new Zones(writing).ofOutputs(operation.inputs(), i));
    }
    return fromSelect(text, operation.outputs());
  }

  private Block named(Plan.NamedQuery named) {
    Plan plan = writing.statement().named().get(named.query());
    for (int i = 0; i < named.outputs().size(); i++) {
      if (shared.contains(named.query())) {
        writing.zone(named.outputs().get(i), writing.zone(plan.outputs().get(i)));
      }
    }
    if (shared.contains(named.query())) {
      String name = writing.name("r");
      for (int i = 0; i < named.outputs().size(); i++) {
        writing.call(named.outputs().get(i), name + ".c" + i);
      }
      return new Block("q" + named.query() + " AS " + name);
    }
    Block block = open(plan);
    if (writing.usage().ofQuery(named.query()) > 1 && !block.order.isEmpty()) {
      block = derived(block, plan.outputs());
    }
    for (int i = 0; i < named.outputs().size(); i++) {
      writing.zone(named.outputs().get(i), writing.zone(plan.outputs().get(i)));
      writing.call(named.outputs().get(i), writing.text(plan.outputs().get(i)));
    }
    return block;
  }
}
