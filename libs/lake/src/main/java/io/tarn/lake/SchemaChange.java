package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** How a table's schema becomes the one of a file that replaces its rows. */
final class SchemaChange {
  private SchemaChange() {}

  /** A schema of its own for these columns: all optional, with ids as a new table gets them. */
  static Schema fresh(List<FileColumn> columns) {
    int[] lastId = {0};
    List<NestedField> fields = new ArrayList<>();
    for (FileColumn column : columns) {
      int id = ++lastId[0];
      fields.add(
          NestedField.optional(
              id, column.name(), IcebergTypes.type(column.type(), () -> ++lastId[0])));
    }
    return TypeUtil.assignFreshIds(
        new Schema(fields), new java.util.concurrent.atomic.AtomicInteger()::incrementAndGet);
  }

  /**
   * The change that makes the table's columns those of the file, in the file's order; a column
   * whose name and type stand keeps its field id.
   */
  static UpdateSchema of(Table table, List<FileColumn> columns) {
    return apply(table.schema(), fresh(columns).columns(), table.updateSchema());
  }

  /**
   * Makes the same change again, inside a transaction.
   *
   * @return false if it does not give the planned field ids, because the table changed meanwhile
   */
  static boolean to(Schema planned, Transaction transaction) {
    Schema present = transaction.table().schema();
    if (present.sameSchema(planned)) {
      return true;
    }
    UpdateSchema update = apply(present, planned.columns(), transaction.updateSchema());
    if (!update.apply().sameSchema(planned)) {
      return false;
    }
    update.commit();
    return true;
  }

  /**
   * The table's own schema, if the file's columns are exactly its columns.
   *
   * @throws ProblemException {@code SCHEMA_MISMATCH}
   */
  static Schema unchanged(Table table, List<FileColumn> columns) {
    Map<String, String> wanted = new HashMap<>();
    IcebergTypes.columns(table.schema())
        .forEach(column -> wanted.put(column.name(), column.type().toString()));
    Map<String, String> given =
        columns.stream().collect(Collectors.toMap(FileColumn::name, c -> c.type().toString()));
    if (wanted.equals(given)) {
      return table.schema();
    }
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(wanted.keySet());
    names.addAll(given.keySet());
    for (String name : names) {
      String inTable = wanted.get(name);
      String inFile = given.get(name);
      if (inTable == null) {
        differences.add(name + " is not in the table");
      } else if (inFile == null) {
        differences.add(name + " is not in the file");
      } else if (!inTable.equals(inFile)) {
        differences.add(
            "%s is %s in the table and %s in the file".formatted(name, inTable, inFile));
      }
    }
    throw new ProblemException(
        ErrorCode.SCHEMA_MISMATCH,
        "The file's columns are not the table's: "
            + String.join("; ", differences)
            + ". Append files with the same columns, or replace the table with mode=overwrite.");
  }

  private static UpdateSchema apply(Schema present, List<NestedField> wanted, UpdateSchema update) {
    Map<String, NestedField> kept = new HashMap<>();
    for (NestedField field : wanted) {
      NestedField same = present.findField(field.name());
      if (same != null && sameType(same.type(), field.type())) {
        kept.put(field.name(), same);
      }
    }
    for (NestedField field : present.columns()) {
      if (!kept.containsKey(field.name())) {
        update.deleteColumn(field.name());
      }
    }
    for (NestedField field : wanted) {
      if (!kept.containsKey(field.name())) {
        update.addColumn(field.name(), field.type());
      }
    }
    String before = null;
    for (NestedField field : wanted) {
      if (before == null) {
        update.moveFirst(field.name());
      } else {
        update.moveAfter(field.name(), before);
      }
      before = field.name();
    }
    return update;
  }

  private static boolean sameType(Type present, Type wanted) {
    return TypeUtil.assignIncreasingFreshIds(new Schema(NestedField.optional(1, "x", present)))
        .sameSchema(
            TypeUtil.assignIncreasingFreshIds(new Schema(NestedField.optional(1, "x", wanted))));
  }
}
