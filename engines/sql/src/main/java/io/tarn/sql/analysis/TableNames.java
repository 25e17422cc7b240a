package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import java.util.List;
import java.util.Set;

/** The one catalogue's name, and what written names of tables mean. */
final class TableNames {
  /** The catalogue's name, as Athena's. */
  static final String CATALOG = "awsdatacatalog";

  private static final Set<String> CATALOGS = Set.of(CATALOG, "tarn");

  private TableNames() {}

  static TableName resolve(Node node, QualifiedName name, String database) {
    List<String> parts = name.getParts();
    if (parts.size() > 3) {
      throw Problems.at(ErrorCode.SYNTAX_ERROR, node, "Too many dots in table name: " + name);
    }
    if (parts.size() == 3) {
      requireCatalog(node, parts.getFirst());
    }
    String schema = parts.size() == 1 ? database : parts.get(parts.size() - 2);
    try {
      return new TableName(schema, parts.getLast());
    } catch (ProblemException notAName) {
      throw Problems.at(
          ErrorCode.TABLE_NOT_FOUND,
          node,
          "Table '" + CATALOG + "." + schema + "." + parts.getLast() + "' does not exist");
    }
  }

  static void requireCatalog(Node node, String catalog) {
    if (!CATALOGS.contains(catalog)) {
      throw Problems.at(
          ErrorCode.CATALOG_NOT_FOUND, node, "Catalog '" + catalog + "' does not exist");
    }
  }
}
