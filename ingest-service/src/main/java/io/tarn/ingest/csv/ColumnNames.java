package io.tarn.ingest.csv;

import io.tarn.kernel.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of a file's columns, none lost: folded names that are empty become {@code col0}, {@code
 * col1} … by position (as AWS Glue names them), those that occur twice are numbered.
 *
 * @param originals as the header writes them
 * @param folded the unique names
 * @param reasons a sentence for each name that was numbered or made
 */
record ColumnNames(List<String> originals, List<String> folded, List<String> reasons) {
  ColumnNames {
    originals = List.copyOf(originals);
    folded = List.copyOf(folded);
    reasons = List.copyOf(reasons);
  }

  /** The names from a header's fields. */
  static ColumnNames ofHeader(List<String> header) {
    List<String> wanted = header.stream().map(Names::column).toList();
    Set<String> reserved = new HashSet<>(wanted);
    Set<String> taken = new HashSet<>();
    List<String> folded = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      String name = wanted.get(i);
      if (name.isEmpty() || !taken.add(name)) {
        name = unique(name.isEmpty() ? "col" + i : name, name.isEmpty(), reserved, taken);
        reasons.add(
            "Field %d of the header, '%s', became the column %s: its name is %s."
                .formatted(
                    i + 1, header.get(i), name, wanted.get(i).isEmpty() ? "empty" : "taken"));
      }
      folded.add(name);
    }
    return new ColumnNames(header, folded, reasons);
  }

  /** The names of a file without a header. */
  static ColumnNames numbered(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("col" + i);
    }
    return new ColumnNames(names, names, List.of());
  }

  private static String unique(
      String base, boolean mayStandAlone, Set<String> reserved, Set<String> taken) {
    if (mayStandAlone && !reserved.contains(base) && taken.add(base)) {
      return base;
    }
    for (int i = 2; ; i++) {
      String suffix = "_" + i;
      int room = Math.min(base.length(), Names.MAX_LENGTH - suffix.length());
      String name = base.substring(0, room) + suffix;
      if (!reserved.contains(name) && taken.add(name)) {
        return name;
      }
    }
  }
}
