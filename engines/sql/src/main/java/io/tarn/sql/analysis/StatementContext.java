package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.NearNames;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.Catalogue;
import io.tarn.sql.Session;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Symbol;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What belongs to one statement while it is analysed. Used by one thread. */
final class StatementContext {
  private final Session session;
  private final Catalogue catalogue;
  private final List<Constant> parameters;
  private final List<TableSnapshot> tables = new ArrayList<>();
  private final Map<TableName, Integer> numbers = new HashMap<>();
  private final List<Plan> named = new ArrayList<>();
  private int symbols;
  private boolean repeatable = true;

  StatementContext(Session session, Catalogue catalogue, List<Constant> parameters) {
    this.session = session;
    this.catalogue = catalogue;
    this.parameters = List.copyOf(parameters);
  }

  Session session() {
    return session;
  }

  Catalogue catalogue() {
    return catalogue;
  }

  Symbol symbol(DataType type) {
    return new Symbol(symbols++, type);
  }

  List<TableSnapshot> tables() {
    return tables;
  }

  List<Plan> named() {
    return named;
  }

  int symbolCount() {
    return symbols;
  }

  boolean repeatable() {
    return repeatable;
  }

  /** The answer depends on more than the snapshots. */
  void markUnrepeatable() {
    repeatable = false;
  }

  Constant parameter(int index) {
    return parameters.get(index);
  }

  /** The number of the table of that name, which must exist. */
  int table(Node node, QualifiedName written) {
    TableName name = TableNames.resolve(node, written, session.database());
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    TableSnapshot snapshot = catalogue.table(name).orElseThrow(() -> missing(node, name));
    numbers.put(name, tables.size());
    tables.add(snapshot);
    return tables.size() - 1;
  }

  private ProblemException missing(Node node, TableName name) {
    if (!catalogue.databases().contains(name.database())) {
      return Problems.at(
          ErrorCode.SCHEMA_NOT_FOUND,
          node,
          "Schema '"
              + name.database()
              + "' does not exist."
              + NearNames.hint(name.database(), catalogue.databases()));
    }
    return Problems.at(
        ErrorCode.TABLE_NOT_FOUND,
        node,
        "Table '"
            + TableNames.CATALOG
            + "."
            + name
            + "' does not exist."
            + NearNames.hint(name.table(), catalogue.tables(name.database())));
  }
}
