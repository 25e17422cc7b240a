package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Symbol;
import io.trino.sql.tree.AliasedRelation;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Join;
import io.trino.sql.tree.Lateral;
import io.trino.sql.tree.QueryBody;
import io.trino.sql.tree.Relation;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.TableSubquery;
import io.trino.sql.tree.Unnest;
import io.trino.sql.tree.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Analyses what stands in FROM. */
final class RelationAnalyzer {
  private final StatementContext context;
  private final @Nullable Scope outer;
  private final NamedQueries queries;

  /**
   * @param outer the columns that lateral parts and subqueries may refer to
   */
  RelationAnalyzer(StatementContext context, @Nullable Scope outer, NamedQueries queries) {
    this.context = context;
    this.outer = outer;
    this.queries = queries;
  }

  io.tarn.sql.analysis.Relation analyse(Relation node) {
    return switch (node) {
      case Table table -> table(table);
      case AliasedRelation aliased -> aliased(aliased);
      case TableSubquery subquery ->
          new QueryAnalyzer(context).analyse(subquery.getQuery(), outer, queries);
      case Lateral lateral ->
          new QueryAnalyzer(context).analyse(lateral.getQuery(), outer, queries);
      case Values values -> new QueryAnalyzer(context).values(values, outer, queries);
      case Join join -> new JoinAnalyzer(context, outer, queries).analyse(join);
      case Unnest unnest -> unnest(unnest);
      case QueryBody other -> throw Problems.notSupported(other, name(other));
      default -> throw Problems.notSupported(node, name(node));
    };
  }

  private static String name(Relation node) {
    return switch (node.getClass().getSimpleName()) {
      case "PatternRecognitionRelation" -> "MATCH_RECOGNIZE";
      case "SampledRelation" -> "TABLESAMPLE";
      case "TableFunctionInvocation" -> "A table function";
      case "JsonTable" -> "JSON_TABLE";
      default -> node.getClass().getSimpleName();
    };
  }

  private io.tarn.sql.analysis.Relation table(Table node) {
    if (node.getQueryPeriod().isPresent() || node.getBranch().isPresent()) {
      throw Problems.notSupported(node, "A table's version or branch");
    }
    if (node.getName().getParts().size() == 1) {
      NamedQueries.Definition definition = queries.find(node.getName().getSuffix());
      if (definition != null) {
        return named(node.getName().getSuffix(), definition);
      }
    }
    int number = context.table(node, node.getName());
    TableSnapshot snapshot = context.tables().get(number);
    List<String> qualifier =
        List.of(TableNames.CATALOG, snapshot.name().database(), snapshot.name().table());
    List<Symbol> outputs = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Column column : snapshot.columns()) {
      Symbol symbol = context.symbol(column.type());
      columns.add(outputs.size());
      outputs.add(symbol);
      fields.add(new Field(qualifier, column.name(), new Expression.Reference(symbol)));
    }
    return new io.tarn.sql.analysis.Relation(new Plan.Scan(number, outputs, columns), fields);
  }

  private io.tarn.sql.analysis.Relation named(String name, NamedQueries.Definition definition) {
    List<Symbol> outputs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (Field field : definition.relation().fields()) {
      Symbol symbol = context.symbol(field.type());
      outputs.add(symbol);
      fields.add(new Field(List.of(name), field.name(), new Expression.Reference(symbol)));
    }
    return new io.tarn.sql.analysis.Relation(
        new Plan.NamedQuery(definition.number(), outputs), fields);
  }

  private io.tarn.sql.analysis.Relation aliased(AliasedRelation node) {
    io.tarn.sql.analysis.Relation relation = analyse(node.getRelation());
    @Nullable List<Identifier> names = node.getColumnNames();
    if (names != null && names.size() != relation.fields().size()) {
      throw Problems.at(
          ErrorCode.MISMATCHED_COLUMN_ALIASES,
          node,
          "Column alias list has %d entries but '%s' has %d columns available"
              .formatted(names.size(), node.getAlias().getValue(), relation.fields().size()));
    }
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      Field field = relation.fields().get(i);
      fields.add(
          new Field(
              List.of(node.getAlias().getValue()),
              names == null ? field.name() : names.get(i).getValue(),
              field.value()));
    }
    return new io.tarn.sql.analysis.Relation(relation.plan(), fields);
  }

  private io.tarn.sql.analysis.Relation unnest(Unnest node) {
    ExpressionAnalyzer expressions =
        new ExpressionAnalyzer(
            context, Optional.ofNullable(outer).orElse(Scope.EMPTY), queries, null, "UNNEST");
    List<Plan.Unnest.Item> items = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (io.trino.sql.tree.Expression collectionNode : node.getExpressions()) {
      Expression collection = expressions.analyse(collectionNode);
      List<Symbol> outputs = new ArrayList<>();
      switch (collection.type()) {
        case Array(Row row) -> {
          for (DataType.Field field : row.fields()) {
            outputs.add(add(fields, field.name(), field.type()));
          }
        }
        case Array(DataType element) -> outputs.add(add(fields, null, element));
        case DataType.Map(DataType key, DataType value) -> {
          outputs.add(add(fields, null, key));
          outputs.add(add(fields, null, value));
        }
        default ->
            throw Problems.at(
                ErrorCode.INVALID_FUNCTION_ARGUMENT,
                collectionNode,
                "Cannot unnest type: " + collection.type());
      }
      items.add(new Plan.Unnest.Item(collection, outputs));
    }
    @Nullable Symbol ordinality = node.isWithOrdinality() ? add(fields, null, Simple.BIGINT) : null;
    return new io.tarn.sql.analysis.Relation(new Plan.Unnest(items, ordinality), fields);
  }

  private Symbol add(List<Field> fields, @Nullable String name, DataType type) {
    Symbol symbol = context.symbol(type);
    fields.add(new Field(List.of(), name, new Expression.Reference(symbol)));
    return symbol;
  }
}
