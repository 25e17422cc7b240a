package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.trino.sql.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The columns that names can mean at a point of the statement. Immutable.
 *
 * @param fields the nearest columns
 * @param outer where names are looked for that are not among them, null at the top
 */
record Scope(List<Field> fields, @Nullable Scope outer) {
  static final Scope EMPTY = new Scope(List.of(), null);

  Scope {
    fields = List.copyOf(fields);
  }

  /**
   * The field of that name.
   *
   * @param parts the name, its qualifiers first
   * @return null if there is none
   */
  @Nullable Field resolve(Node node, List<String> parts) {
    List<String> prefix = parts.subList(0, parts.size() - 1);
    String name = parts.getLast();
    @Nullable Field found = null;
    for (Field field : fields) {
      if (field.isNamed(name) && field.isOf(prefix)) {
        if (found != null) {
          throw Problems.at(
              ErrorCode.AMBIGUOUS_NAME,
              node,
              "Column '" + String.join(".", parts) + "' is ambiguous");
        }
        found = field;
      }
    }
    if (found != null) {
      return found;
    }
    if (outer == null || (parts.size() > 1 && startsWithColumn(parts))) {
      return null;
    }
    return outer.resolve(node, parts);
  }

  /** Whether a beginning of the name is a column here, so that the rest are fields of a row. */
  private boolean startsWithColumn(List<String> parts) {
    for (int length = 1; length < parts.size(); length++) {
      List<String> prefix = parts.subList(0, length - 1);
      String name = parts.get(length - 1);
      if (fields.stream().anyMatch(field -> field.isNamed(name) && field.isOf(prefix))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a beginning of the name, or all of it, is a column here or outside. */
  boolean knows(List<String> parts) {
    List<String> withEnd = new java.util.ArrayList<>(parts);
    withEnd.add("");
    return startsWithColumn(withEnd) || (outer != null && outer.knows(parts));
  }
}
