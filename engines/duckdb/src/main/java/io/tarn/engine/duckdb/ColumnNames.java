package io.tarn.engine.duckdb;

import io.tarn.sql.OutputColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The names of an answer's columns in formats that want each name once. */
final class ColumnNames {
  private ColumnNames() {}

  /** The names in order; one that occurred before, in whatever case, gets a number from 2. */
  static List<String> distinct(List<OutputColumn> columns) {
    Set<String> taken = new HashSet<>();
    columns.forEach(column -> taken.add(folded(column.name())));
    Set<String> seen = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (OutputColumn column : columns) {
      String name = column.name();
      for (int number = 2; !seen.add(folded(name)); number++) {
        String next = column.name() + "_" + number;
        name = taken.contains(folded(next)) ? name : next;
      }
      names.add(name);
    }
    return names;
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
