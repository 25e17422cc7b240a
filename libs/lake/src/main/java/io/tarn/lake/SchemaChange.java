package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;

/** How a table's schema becomes one for the rows of a file. */
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
   * The change that makes the table's columns those of a file that replaces its rows, in the file's
   * order; a column whose name and type stand, or whose type is widened, keeps its field id.
   */
  static UpdateSchema replacing(Table table, List<FileColumn> columns) {
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
   * The change that lets the table take the file's rows beside its own: new columns are added, and
   * types are widened where Iceberg keeps every value ("Schema Evolution" in its specification).
   *
   * @throws ProblemException {@code SCHEMA_MISMATCH} if that is not enough
   */
  static UpdateSchema widening(Table table, List<FileColumn> columns) {
    Map<String, Column> present =
        IcebergTypes.columns(table.schema()).stream()
            .collect(Collectors.toMap(Column::name, column -> column));
    Map<String, NestedField> given =
        fresh(columns).columns().stream()
            .collect(Collectors.toMap(NestedField::name, field -> field));
    List<String> differences = new ArrayList<>();
    List<NestedField> wanted = new ArrayList<>();
    boolean brings = columns.stream().anyMatch(column -> !present.containsKey(column.name()));
    for (NestedField field : table.schema().columns()) {
      String name = field.name();
      Column column = Objects.requireNonNull(present.get(name.toLowerCase(Locale.ROOT)));
      NestedField inFile = given.get(column.name());
      if (inFile == null) {
        wanted.add(field);
        if (brings || !column.nullable()) {
          differences.add(name + " is not in the file");
        }
      } else if (sameType(field.type(), inFile.type())) {
        wanted.add(field);
      } else {
        wanted.add(NestedField.from(field).ofType(inFile.type()).build());
        if (!widens(field.type(), inFile.type())) {
          differences.add(
              "%s is %s in the table and %s in the file"
                  .formatted(name, column.type(), IcebergTypes.dataType(inFile.type())));
        }
      }
    }
    for (FileColumn column : columns) {
      if (!present.containsKey(column.name())) {
        wanted.add(Objects.requireNonNull(given.get(column.name())));
        if (present.keySet().stream().anyMatch(name -> !given.containsKey(name))) {
          differences.add(column.name() + " is not in the table");
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new ProblemException(
          ErrorCode.SCHEMA_MISMATCH,
          "The file's columns do not fit the table's: "
              + String.join("; ", differences)
              + ". A file may lack columns or bring new ones, but not both, and have types that the"
              + " table's can be widened to; or replace the table with mode=overwrite.");
    }
    return apply(table.schema(), wanted, table.updateSchema());
  }

  private static UpdateSchema apply(Schema present, List<NestedField> wanted, UpdateSchema update) {
    Set<String> kept = new HashSet<>();
    for (NestedField field : wanted) {
      NestedField before = present.findField(field.name());
      if (before != null && sameType(before.type(), field.type())) {
        kept.add(field.name());
      } else if (before != null && widens(before.type(), field.type())) {
        kept.add(field.name());
        update.updateColumn(field.name(), field.type().asPrimitiveType());
      }
    }
    for (NestedField field : present.columns()) {
      if (!kept.contains(field.name())) {
        update.deleteColumn(field.name());
      }
    }
    for (NestedField field : wanted) {
      if (!kept.contains(field.name())) {
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

  private static boolean widens(Type present, Type wanted) {
    return wanted.isPrimitiveType()
        && TypeUtil.isPromotionAllowed(present, wanted.asPrimitiveType());
  }

  private static boolean sameType(Type present, Type wanted) {
    return TypeUtil.assignIncreasingFreshIds(new Schema(NestedField.optional(1, "x", present)))
        .sameSchema(
            TypeUtil.assignIncreasingFreshIds(new Schema(NestedField.optional(1, "x", wanted))));
  }
}
