package io.tarn.sql.analysis;

import io.tarn.sql.tree.Plan;
import java.util.List;

/**
 * A relation with the names of its columns.
 *
 * @param fields its visible columns, in order
 */
record Relation(Plan plan, List<Field> fields) {
  Relation {
    fields = List.copyOf(fields);
  }
}
