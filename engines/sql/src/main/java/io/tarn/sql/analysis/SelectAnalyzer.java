package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.AllColumns;
import io.trino.sql.tree.DereferenceExpression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SelectItem;
import io.trino.sql.tree.SingleColumn;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.WindowDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Analyses one SELECT with its clauses. */
final class SelectAnalyzer {
  private final StatementContext context;
  private final @Nullable Scope outer;
  private final NamedQueries queries;

  SelectAnalyzer(StatementContext context, @Nullable Scope outer, NamedQueries queries) {
    this.context = context;
    this.outer = outer;
    this.queries = queries;
  }

  /** An item of the select list. */
  private record Item(@Nullable String name, Expression value) {}

  Relation analyse(QuerySpecification node) {
    Relation from =
        node.getFrom().isPresent()
            ? new RelationAnalyzer(context, outer, queries).analyse(node.getFrom().get())
            : new Relation(new Plan.Values(List.of(), List.of(List.of())), List.of());
    Scope source = new Scope(from.fields(), outer);
    Plan plan = from.plan();
    if (node.getWhere().isPresent()) {
      Expression condition =
          scalars(source, "WHERE clause").condition(node.getWhere().get(), "WHERE clause");
      plan = new Plan.Filter(plan, condition);
    }
    Gatherer gatherer = new Gatherer(context, source);
    for (WindowDefinition window : node.getWindows()) {
      String name = window.getName().getCanonicalValue();
      if (gatherer.window(name) != null) {
        throw Problems.at(
            ErrorCode.DUPLICATE_WINDOW_NAME,
            window,
            "WINDOW name '" + window.getName() + "' specified more than once");
      }
      gatherer.name(name, window.getWindow());
    }
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(context, source, queries, gatherer, "SELECT clause");
    List<Item> items = items(node, from, expressions);
    Expression having = having(node, source, gatherer);
    List<Order> order = order(node, items, source, gatherer);

    Grouping grouping = new Grouping(context, from, gatherer);
    if (node.getGroupBy().isPresent()) {
      grouping.read(
          node.getGroupBy().get(),
          items.stream().map(Item::value).toList(),
          scalars(source, "GROUP BY clause"));
    }
    if (having != null) {
      grouping.require();
    }
    if (grouping.needed()) {
      plan = grouping.aggregate(plan);
      if (having != null) {
        plan = new Plan.Filter(plan, grouping.above(having));
      }
    }
    if (!gatherer.windows().isEmpty()) {
      plan = new Plan.Window(plan, gatherer.windows().stream().map(grouping::above).toList());
    }
    return finished(node, plan, items, order, grouping);
  }

  private Relation finished(
      QuerySpecification node, Plan input, List<Item> items, List<Order> order, Grouping grouping) {
    List<Assignment> assignments = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Item item : items) {
      Symbol symbol = context.symbol(item.value().type());
      assignments.add(new Assignment(symbol, grouping.above(item.value())));
      fields.add(new Field(List.of(), item.name(), new Expression.Reference(symbol)));
    }
    int width = assignments.size();
    List<Order> keys = new ArrayList<>();
    for (Order one : order) {
      Expression key = grouping.above(one.key());
      Symbol symbol = symbolOf(assignments, key);
      if (symbol == null) {
        if (node.getSelect().isDistinct()) {
          throw Problems.at(
              ErrorCode.EXPRESSION_NOT_IN_DISTINCT,
              node.getOrderBy().orElseThrow(),
              "For SELECT DISTINCT, ORDER BY expressions must appear in select list");
        }
        symbol = context.symbol(key.type());
        assignments.add(new Assignment(symbol, key));
      }
      keys.add(new Order(new Expression.Reference(symbol), one.descending(), one.nullsFirst()));
    }
    Plan plan = new Plan.Project(input, assignments);
    if (node.getSelect().isDistinct()) {
      for (Item item : items) {
        if (!Types.comparable(item.value().type())) {
          throw Problems.at(
              ErrorCode.TYPE_MISMATCH,
              node.getSelect(),
              "DISTINCT can only be applied to comparable types (actual: "
                  + item.value().type()
                  + ")");
        }
      }
      plan = new Plan.Distinct(plan);
    }
    if (!keys.isEmpty()) {
      plan = new Plan.Sort(plan, keys);
    }
    plan = new Limits(context).apply(plan, node.getOffset(), node.getLimit());
    if (assignments.size() > width) {
      List<Assignment> visible = new ArrayList<>();
      for (Assignment assignment : assignments.subList(0, width)) {
        visible.add(
            new Assignment(assignment.symbol(), new Expression.Reference(assignment.symbol())));
      }
      plan = new Plan.Project(plan, visible);
    }
    return new Relation(plan, fields);
  }

  private static @Nullable Symbol symbolOf(List<Assignment> assignments, Expression key) {
    for (Assignment assignment : assignments) {
      if (assignment.expression().equals(key)) {
        return assignment.symbol();
      }
    }
    return null;
  }

  private ExpressionAnalyzer scalars(Scope scope, String clause) {
    return new ExpressionAnalyzer(context, scope, queries, null, clause);
  }

  private List<Item> items(QuerySpecification node, Relation from, ExpressionAnalyzer expressions) {
    List<Item> items = new ArrayList<>();
    for (SelectItem item : node.getSelect().getSelectItems()) {
      switch (item) {
        case AllColumns all -> addAll(node, all, from, expressions, items);
        case SingleColumn column ->
            items.add(new Item(name(column), expressions.analyse(column.getExpression())));
        default -> throw Problems.notSupported(item, "This select item");
      }
    }
    return items;
  }

  private static @Nullable String name(SingleColumn column) {
    if (column.getAlias().isPresent()) {
      return column.getAlias().get().getValue();
    }
    return switch (column.getExpression()) {
      case Identifier identifier -> identifier.getValue();
      case DereferenceExpression dereference ->
          dereference.getField().map(Identifier::getValue).orElse(null);
      default -> null;
    };
  }

  private void addAll(
      QuerySpecification node,
      AllColumns all,
      Relation from,
      ExpressionAnalyzer expressions,
      List<Item> items) {
    if (all.getTarget().isEmpty()) {
      if (node.getFrom().isEmpty()) {
        throw Problems.at(
            ErrorCode.COLUMN_NOT_FOUND, all, "SELECT * not allowed in queries without FROM clause");
      }
      from.fields().forEach(field -> items.add(new Item(field.name(), field.value())));
      return;
    }
    io.trino.sql.tree.Expression target = all.getTarget().get();
    List<Item> found = new ArrayList<>();
    List<String> prefix = prefix(target);
    @Nullable Scope scope = prefix.isEmpty() ? null : expressions.scope();
    while (scope != null && found.isEmpty()) {
      for (Field field : scope.fields()) {
        if (field.isOf(prefix)) {
          found.add(new Item(field.name(), field.value()));
        }
      }
      scope = scope.outer();
    }
    if (found.isEmpty()) {
      Expression value = expressions.analyse(target);
      if (!(value.type() instanceof Row row)) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH, target, "Expression " + target + " is not of type ROW");
      }
      for (int i = 0; i < row.fields().size(); i++) {
        found.add(
            new Item(
                row.fields().get(i).name(),
                new Expression.FieldOf(value, i, row.fields().get(i).type())));
      }
    }
    if (!all.getAliases().isEmpty() && all.getAliases().size() != found.size()) {
      throw Problems.at(
          ErrorCode.MISMATCHED_COLUMN_ALIASES,
          all,
          "Column alias list has %d entries but relation has %d columns"
              .formatted(all.getAliases().size(), found.size()));
    }
    for (int i = 0; i < found.size(); i++) {
      items.add(
          all.getAliases().isEmpty()
              ? found.get(i)
              : new Item(all.getAliases().get(i).getValue(), found.get(i).value()));
    }
  }

  private static List<String> prefix(io.trino.sql.tree.Expression target) {
    if (target instanceof Identifier identifier) {
      return List.of(identifier.getValue());
    }
    if (target instanceof DereferenceExpression dereference) {
      QualifiedName name = DereferenceExpression.getQualifiedName(dereference);
      if (name != null) {
        return name.getOriginalParts().stream().map(Identifier::getValue).toList();
      }
    }
    return List.of();
  }

  private @Nullable Expression having(QuerySpecification node, Scope source, Gatherer gatherer) {
    if (node.getHaving().isEmpty()) {
      return null;
    }
    int windows = gatherer.windows().size();
    Expression having =
        new ExpressionAnalyzer(context, source, queries, gatherer, "HAVING clause")
            .condition(node.getHaving().get(), "HAVING clause");
    if (gatherer.windows().size() > windows) {
      throw Problems.at(
          ErrorCode.NESTED_WINDOW,
          node.getHaving().get(),
          "HAVING clause cannot contain window functions or row pattern measures");
    }
    return having;
  }

  private List<Order> order(
      QuerySpecification node, List<Item> items, Scope source, Gatherer gatherer) {
    if (node.getOrderBy().isEmpty()) {
      return List.of();
    }
    List<Field> fields = new ArrayList<>();
    items.forEach(item -> fields.add(new Field(List.of(), item.name(), item.value())));
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(
            context, new Scope(fields, source), queries, gatherer, "ORDER BY clause");
    List<Order> order = new ArrayList<>();
    for (SortItem item : node.getOrderBy().get().getSortItems()) {
      Integer ordinal = Limits.ordinal(item.getSortKey(), items.size());
      order.add(
          Ordering.of(
              item,
              ordinal == null
                  ? expressions.analyse(item.getSortKey())
                  : items.get(ordinal).value()));
    }
    return order;
  }
}
