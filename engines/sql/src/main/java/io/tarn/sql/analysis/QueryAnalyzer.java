package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.Order;
import io.tarn.sql.tree.Symbol;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.Except;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Intersect;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.QuerySpecification;
import io.trino.sql.tree.SetOperation;
import io.trino.sql.tree.SortItem;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Values;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Analyses queries: WITH, set operations, VALUES, and what follows them. */
final class QueryAnalyzer {
  private final StatementContext context;

  QueryAnalyzer(StatementContext context) {
    this.context = context;
  }

  /**
   * A query's relation; its fields are the plan's outputs, in order.
   *
   * @param outer the columns around it, null for the statement itself
   */
  Relation analyse(Query node, @Nullable Scope outer, NamedQueries queries) {
    if (!node.getFunctions().isEmpty()) {
      throw Problems.notSupported(node.getFunctions().getFirst(), "WITH FUNCTION");
    }
    if (!node.getSessionProperties().isEmpty()) {
      throw Problems.notSupported(node.getSessionProperties().getFirst(), "WITH SESSION");
    }
    NamedQueries visible =
        node.getWith().isPresent() ? with(node.getWith().get(), outer, queries) : queries;
    Relation body = body(node.getQueryBody(), outer, visible);
    Plan plan = body.plan();
    if (node.getOrderBy().isPresent()) {
      plan =
          new Plan.Sort(plan, order(node.getOrderBy().get().getSortItems(), body, outer, visible));
    }
    plan = new Limits(context).apply(plan, node.getOffset(), node.getLimit());
    return new Relation(plan, body.fields());
  }

  private NamedQueries with(With node, @Nullable Scope outer, NamedQueries queries) {
    if (node.isRecursive()) {
      throw Problems.notSupported(node, "WITH RECURSIVE");
    }
    NamedQueries visible = new NamedQueries(queries);
    for (WithQuery named : node.getQueries()) {
      String name = named.getName().getValue();
      if (visible.defines(name)) {
        throw Problems.at(
            ErrorCode.DUPLICATE_NAMED_QUERY,
            named,
            "WITH query name '" + name + "' specified more than once");
      }
      Relation relation = analyse(named.getQuery(), outer, visible);
      List<Field> fields = new ArrayList<>();
      List<Identifier> aliases = named.getColumnNames().orElse(List.of());
      if (!aliases.isEmpty() && aliases.size() != relation.fields().size()) {
        throw Problems.at(
            ErrorCode.MISMATCHED_COLUMN_ALIASES,
            named,
            "Column alias list has %d entries but WITH query(%s) has %d columns"
                .formatted(aliases.size(), name, relation.fields().size()));
      }
      for (int i = 0; i < relation.fields().size(); i++) {
        Field field = relation.fields().get(i);
        fields.add(
            new Field(
                List.of(),
                aliases.isEmpty() ? field.name() : aliases.get(i).getValue(),
                field.value()));
      }
      context.named().add(relation.plan());
      visible.define(
          name,
          new NamedQueries.Definition(
              context.named().size() - 1, new Relation(relation.plan(), fields)));
    }
    return visible;
  }

  private Relation body(QueryBody node, @Nullable Scope outer, NamedQueries queries) {
    return switch (node) {
      case QuerySpecification select -> new SelectAnalyzer(context, outer, queries).analyse(select);
      case TableSubquery subquery -> analyse(subquery.getQuery(), outer, queries);
      case SetOperation operation -> setOperation(operation, outer, queries);
      case Values values -> values(values, outer, queries);
      case Table table -> {
        Relation relation = new RelationAnalyzer(context, outer, queries).analyse(table);
        yield normalized(relation);
      }
      default -> throw Problems.notSupported(node, node.getClass().getSimpleName());
    };
  }

  private Relation normalized(Relation relation) {
    List<Assignment> assignments = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Field field : relation.fields()) {
      Symbol symbol = context.symbol(field.type());
      assignments.add(new Assignment(symbol, field.value()));
      fields.add(new Field(List.of(), field.name(), new Expression.Reference(symbol)));
    }
    return new Relation(new Plan.Project(relation.plan(), assignments), fields);
  }

  private List<Order> order(
      List<SortItem> items, Relation body, @Nullable Scope outer, NamedQueries queries) {
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(
            context, new Scope(body.fields(), outer), queries, null, "ORDER BY clause");
    List<Order> order = new ArrayList<>();
    for (SortItem item : items) {
      Integer ordinal = Limits.ordinal(item.getSortKey(), body.fields().size());
      order.add(
          Ordering.of(
              item,
              ordinal == null
                  ? expressions.analyse(item.getSortKey())
                  : body.fields().get(ordinal).value()));
    }
    return order;
  }

  private Relation setOperation(SetOperation node, @Nullable Scope outer, NamedQueries queries) {
    if (node.getCorresponding().isPresent()) {
      throw Problems.notSupported(node.getCorresponding().get(), "CORRESPONDING");
    }
    String name =
        switch (node) {
          case Intersect _ -> "INTERSECT";
          case Except _ -> "EXCEPT";
          default -> "UNION";
        };
    List<Relation> inputs = new ArrayList<>();
    for (io.trino.sql.tree.Relation relation : node.getRelations()) {
      inputs.add(body((QueryBody) relation, outer, queries));
    }
    List<DataType> types = commonTypes(node, name, inputs);
    if (!name.equals("UNION") || node.isDistinct()) {
      for (DataType type : types) {
        if (!Types.comparable(type)) {
          throw Problems.at(
              ErrorCode.TYPE_MISMATCH,
              node,
              "Type " + type + " is not comparable and therefore cannot be used in " + name);
        }
      }
    }
    List<Plan> plans = new ArrayList<>();
    for (Relation input : inputs) {
      plans.add(coerced(input.plan(), types));
    }
    List<Symbol> outputs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      Symbol symbol = context.symbol(types.get(i));
      outputs.add(symbol);
      fields.add(
          new Field(
              List.of(),
              inputs.getFirst().fields().get(i).name(),
              new Expression.Reference(symbol)));
    }
    return new Relation(
        new Plan.SetOperation(
            Plan.SetOperation.Kind.valueOf(name), !node.isDistinct(), plans, outputs),
        fields);
  }

  private static List<DataType> commonTypes(Node node, String name, List<Relation> inputs) {
    int width = inputs.getFirst().fields().size();
    List<DataType> types = new ArrayList<>();
    inputs.getFirst().fields().forEach(field -> types.add(field.type()));
    for (Relation input : inputs.subList(1, inputs.size())) {
      if (input.fields().size() != width) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            node,
            "%s query has different number of fields: %d, %d"
                .formatted(name, width, input.fields().size()));
      }
      for (int i = 0; i < width; i++) {
        DataType type = input.fields().get(i).type();
        DataType common = Coercion.common(types.get(i), type);
        if (common == null) {
          throw Problems.at(
              ErrorCode.TYPE_MISMATCH,
              node,
              "column %d in %s query has incompatible types: %s, %s"
                  .formatted(i + 1, name, types.get(i), type));
        }
        types.set(i, common);
      }
    }
    return types;
  }

  private Plan coerced(Plan plan, List<DataType> types) {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      assignments.add(
          new Assignment(
              context.symbol(types.get(i)),
              Coerce.to(new Expression.Reference(plan.outputs().get(i)), types.get(i))));
    }
    boolean same = true;
    for (int i = 0; i < types.size(); i++) {
      same &= plan.outputs().get(i).type().equals(types.get(i));
    }
    return same ? plan : new Plan.Project(plan, assignments);
  }

  /** The rows of VALUES, each column in the type common to all of its values. */
  Relation values(Values node, @Nullable Scope outer, NamedQueries queries) {
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(context, new Scope(List.of(), outer), queries, null, "VALUES");
    List<List<Expression>> rows = new ArrayList<>();
    List<DataType> types = new ArrayList<>();
    for (io.trino.sql.tree.Expression row : node.getRows()) {
      List<Expression> values = row(expressions, row);
      if (rows.isEmpty()) {
        values.forEach(value -> types.add(value.type()));
      } else {
        widen(node, types, values);
      }
      rows.add(values);
    }
    List<List<Expression>> coerced = new ArrayList<>();
    for (List<Expression> row : rows) {
      List<Expression> values = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        values.add(Coerce.to(row.get(i), types.get(i)));
      }
      coerced.add(values);
    }
    List<Symbol> outputs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (DataType type : types) {
      Symbol symbol = context.symbol(type);
      outputs.add(symbol);
      fields.add(new Field(List.of(), null, new Expression.Reference(symbol)));
    }
    return new Relation(new Plan.Values(outputs, coerced), fields);
  }

  private static List<Expression> row(
      ExpressionAnalyzer expressions, io.trino.sql.tree.Expression node) {
    if (node instanceof io.trino.sql.tree.Row row) {
      return expressions.analyse(
          row.getFields().stream().map(io.trino.sql.tree.Row.Field::getExpression).toList());
    }
    Expression value = expressions.analyse(node);
    if (value.type() instanceof Row row) {
      List<Expression> fields = new ArrayList<>();
      for (int i = 0; i < row.fields().size(); i++) {
        fields.add(new Expression.FieldOf(value, i, row.fields().get(i).type()));
      }
      return fields;
    }
    return List.of(value);
  }

  private static void widen(Node node, List<DataType> types, List<Expression> values) {
    if (values.size() != types.size()) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          "Values rows have mismatched sizes: %d vs %d".formatted(types.size(), values.size()));
    }
    for (int i = 0; i < types.size(); i++) {
      DataType common = Coercion.common(types.get(i), values.get(i).type());
      if (common == null) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            node,
            "Values rows have mismatched types: %s vs %s"
                .formatted(types.get(i), values.get(i).type()));
      }
      types.set(i, common);
    }
  }
}
