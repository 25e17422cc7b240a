package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the columns of a table in a file: by name, or by position if the file has no header. A file
 * may lack columns, which are NULL then, or bring new ones; but not both, which looks like a
 * renamed or a wrong file.
 */
final class SchemaMatch {
  /** The index of a column that the file does not have. */
  static final int ABSENT = -1;

  private SchemaMatch() {}

  /**
   * For each column of the table, the index of its field in the file, or {@link #ABSENT}.
   *
   * @throws ProblemException {@code SCHEMA_MISMATCH}
   */
  static int[] fields(Layout layout, List<Column> declared, String fileName) {
    List<String> names = layout.names().folded();
    if (!layout.header()) {
      return byPosition(layout, declared, fileName);
    }
    List<Place> places = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    int[] fields = new int[declared.size()];
    Set<String> known = new HashSet<>();
    boolean mayBeMissing = true;
    for (int i = 0; i < fields.length; i++) {
      String name = declared.get(i).name();
      known.add(name);
      fields[i] = names.indexOf(name);
      if (fields[i] == ABSENT) {
        missing.add(name);
        mayBeMissing &= declared.get(i).nullable();
        places.add(
            place(fileName, layout, null, name, "The table's column is not in the file's header."));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!known.contains(names.get(i))) {
        unknown.add(names.get(i));
        places.add(
            place(fileName, layout, i + 1, names.get(i), "The table has no column of this name."));
      }
    }
    if (missing.isEmpty() || (unknown.isEmpty() && mayBeMissing)) {
      return fields;
    }
    throw new ProblemException(
        ErrorCode.SCHEMA_MISMATCH,
        "The columns of %s are not those of the table:%s%s Columns are matched by name, in any order; a file may lack some or bring new ones, but not both."
            .formatted(fileName, list(" missing: ", missing), list(" unknown: ", unknown)),
        places);
  }

  private static int[] byPosition(Layout layout, List<Column> declared, String fileName) {
    int found = layout.names().folded().size();
    if (found != declared.size()) {
      String reason =
          "The first record has %d fields, but the table has %d columns; without a header they are matched by position."
              .formatted(found, declared.size());
      throw new ProblemException(
          ErrorCode.SCHEMA_MISMATCH,
          "The columns of %s are not those of the table. %s".formatted(fileName, reason),
          List.of(new Place(null, fileName, layout.line(), null, null, null, reason)));
    }
    int[] fields = new int[found];
    java.util.Arrays.setAll(fields, i -> i);
    return fields;
  }

  private static Place place(
      String file,
      Layout layout,
      @org.jspecify.annotations.Nullable Integer field,
      String name,
      String reason) {
    return new Place(null, file, layout.line(), field, name, null, reason);
  }

  private static String list(String title, List<String> names) {
    return names.isEmpty() ? "" : title + String.join(", ", names) + ".";
  }
}
