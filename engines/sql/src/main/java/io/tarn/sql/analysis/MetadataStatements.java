package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Symbol;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.ShowCatalogs;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers statements about the catalogue, as rows of text. */
final class MetadataStatements {
  private final StatementContext context;

  MetadataStatements(StatementContext context) {
    this.context = context;
  }

  /** The answer; null if it is no such statement. */
  @Nullable Relation answer(Statement statement) {
    context.markUnrepeatable();
    return switch (statement) {
      case ShowCatalogs show ->
          names(
              "Catalog",
              List.of(TableNames.CATALOG),
              like(show, show.getLikePattern(), show.getEscape()));
      case ShowSchemas show -> {
        show.getCatalog()
            .ifPresent(catalog -> TableNames.requireCatalog(show, catalog.getCanonicalValue()));
        yield names(
            "Schema",
            context.catalogue().databases(),
            like(show, show.getLikePattern(), show.getEscape()));
      }
      case ShowTables show -> {
        String database = database(show, show.getSchema());
        yield names(
            "Table",
            context.catalogue().tables(database),
            like(show, show.getLikePattern(), show.getEscape()));
      }
      case ShowColumns show -> columns(show);
      default -> null;
    };
  }

  private String database(Node node, Optional<QualifiedName> name) {
    if (name.isEmpty()) {
      return context.session().database();
    }
    List<String> parts = name.get().getParts();
    if (parts.size() > 2) {
      throw Problems.at(ErrorCode.SYNTAX_ERROR, node, "Too many parts in schema name: " + name);
    }
    if (parts.size() == 2) {
      TableNames.requireCatalog(node, parts.getFirst());
    }
    String database = folded(node, parts.getLast());
    if (!context.catalogue().databases().contains(database)) {
      throw Problems.at(
          ErrorCode.SCHEMA_NOT_FOUND, node, "Schema '" + database + "' does not exist");
    }
    return database;
  }

  private static String folded(Node node, String name) {
    try {
      return Names.fold("database", name);
    } catch (ProblemException e) {
      throw Problems.at(ErrorCode.SCHEMA_NOT_FOUND, node, "Schema '" + name + "' does not exist");
    }
  }

  private Relation columns(ShowColumns show) {
    TableName name = TableNames.resolve(show, show.getTable(), context.session().database());
    TableSnapshot table =
        context
            .catalogue()
            .table(name)
            .orElseThrow(
                () ->
                    Problems.at(
                        ErrorCode.TABLE_NOT_FOUND,
                        show,
                        "Table '" + TableNames.CATALOG + "." + name + "' does not exist"));
    Pattern like = like(show, show.getLikePattern(), show.getEscape());
    List<List<String>> rows = new ArrayList<>();
    for (Column column : table.columns()) {
      if (like.matcher(column.name()).matches()) {
        String comment = column.comment();
        rows.add(
            List.of(column.name(), column.type().toString(), "", comment == null ? "" : comment));
      }
    }
    return relation(List.of("Column", "Type", "Extra", "Comment"), rows);
  }

  private Relation names(String title, List<String> names, Pattern like) {
    List<List<String>> rows = new ArrayList<>();
    for (String name : names) {
      if (like.matcher(name).matches()) {
        rows.add(List.of(name));
      }
    }
    return relation(List.of(title), rows);
  }

  private Relation relation(List<String> titles, List<List<String>> rows) {
    List<Symbol> outputs = new ArrayList<>();
    List<Field> fields = new ArrayList<>();
    for (String title : titles) {
      Symbol symbol = context.symbol(Varchar.UNBOUNDED);
      outputs.add(symbol);
      fields.add(new Field(List.of(), title, new Expression.Reference(symbol)));
    }
    List<List<Expression>> values = new ArrayList<>();
    for (List<String> row : rows) {
      values.add(
          row.stream().map(text -> (Expression) new Constant(Varchar.UNBOUNDED, text)).toList());
    }
    return new Relation(new Plan.Values(outputs, values), fields);
  }

  /** The names that a LIKE pattern describes; all without one. */
  private static Pattern like(Node node, Optional<String> like, Optional<String> escape) {
    if (like.isEmpty()) {
      return Pattern.compile(".*", Pattern.DOTALL);
    }
    if (escape.isPresent() && escape.get().length() != 1) {
      throw Problems.at(
          ErrorCode.INVALID_FUNCTION_ARGUMENT, node, "Escape string must be a single character");
    }
    StringBuilder regex = new StringBuilder();
    String pattern = like.get();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (escape.isPresent() && c == escape.get().charAt(0) && i + 1 < pattern.length()) {
        regex.append(Pattern.quote(String.valueOf(pattern.charAt(++i))));
      } else {
        regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
