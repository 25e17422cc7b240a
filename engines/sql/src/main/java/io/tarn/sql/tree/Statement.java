package io.tarn.sql.tree;

import io.tarn.kernel.table.TableSnapshot;
import java.util.List;

/**
 * A query whose names and types are known.
 *
 * @param plan its rows
 * @param names the names of the plan's outputs, in order
 * @param named the plans of its WITH queries, by their numbers; each refers only to those before it
 * @param tables its tables, by their numbers
 * @param repeatable whether the same snapshots give the same answer again
 */
public record Statement(
    Plan plan,
    List<String> names,
    List<Plan> named,
    List<TableSnapshot> tables,
    boolean repeatable) {
  public Statement {
    names = List.copyOf(names);
    named = List.copyOf(named);
    tables = List.copyOf(tables);
  }
}
