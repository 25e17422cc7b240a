package io.tarn.sql.analysis;

import io.tarn.kernel.TableName;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.Table;
import io.trino.sql.tree.With;
import io.trino.sql.tree.WithQuery;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Finds the tables that a statement names, which are not its own WITH queries. */
final class TableFinder {
  private final String database;
  private final Set<TableName> found = new LinkedHashSet<>();

  TableFinder(String database) {
    this.database = database;
  }

  Set<TableName> find(Node statement) {
    visit(statement, Set.of());
    return found;
  }

  private void visit(Node node, Set<String> queries) {
    switch (node) {
      case Query query when query.getWith().isPresent() -> {
        Set<String> visible = new HashSet<>(queries);
        With with = query.getWith().get();
        for (WithQuery named : with.getQueries()) {
          String name = named.getName().getValue().toLowerCase(Locale.ROOT);
          if (with.isRecursive()) {
            visible.add(name);
          }
          visit(named.getQuery(), Set.copyOf(visible));
          visible.add(name);
        }
        for (Node child : query.getChildren()) {
          if (child != with) {
            visit(child, visible);
          }
        }
      }
      case Table table -> {
        if (table.getName().getParts().size() > 1
            || !queries.contains(table.getName().getSuffix())) {
          found.add(TableNames.resolve(table, table.getName(), database));
        }
      }
      case ShowColumns show -> found.add(TableNames.resolve(show, show.getTable(), database));
      default -> node.getChildren().forEach(child -> visit(child, queries));
    }
  }
}
