package io.tarn.catalog.iceberg;

import io.tarn.catalog.browse.TableChange;
import io.tarn.catalog.browse.TableChange.ColumnChange;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/** Renames of tables and columns, and comments, for the browsing API. */
@ApplicationScoped
public class TableChanges {
  private final LakeCatalog catalog;

  TableChanges(LakeCatalog catalog) {
    this.catalog = catalog;
  }

  /** Changes comments and columns in one commit, then the table's name. */
  void make(TableName name, TableChange change) {
    TableIdentifier identifier = Identifiers.of(name);
    TableName newName =
        change.name() == null ? null : new TableName(name.database(), change.name());
    if (change.comment() != null || change.columns() != null) {
      Transaction transaction = catalog.loadTable(identifier).newTransaction();
      comment(transaction, change.comment());
      if (change.columns() != null) {
        columns(transaction, change.columns());
      }
      transaction.commitTransaction();
    }
    if (newName == null || newName.equals(name)) {
      return;
    }
    if (catalog.tableExists(identifier)) {
      catalog.renameTable(identifier, Identifiers.of(newName));
    } else {
      catalog.renameView(identifier, Identifiers.of(newName));
    }
  }

  private static void comment(Transaction transaction, @Nullable String comment) {
    if (comment != null) {
      UpdateProperties properties = transaction.updateProperties();
      if (comment.isEmpty()) {
        properties.remove(TableFacts.COMMENT);
      } else {
        properties.set(TableFacts.COMMENT, comment);
      }
      properties.commit();
    }
  }

  private static void columns(Transaction transaction, List<ColumnChange> changes) {
    UpdateSchema schema = transaction.updateSchema().caseSensitive(false);
    for (ColumnChange change : changes) {
      Types.NestedField field = field(transaction.table(), change.name());
      if (change.comment() != null) {
        schema.updateColumnDoc(field.name(), change.comment().isEmpty() ? null : change.comment());
      }
      if (change.newName() != null) {
        schema.renameColumn(field.name(), newName(transaction.table(), field, change.newName()));
      }
    }
    schema.commit();
  }

  private static Types.NestedField field(Table table, String name) {
    Types.NestedField field = table.schema().caseInsensitiveFindField(name);
    if (field == null || name.contains(".")) {
      throw new ProblemException(
          ErrorCode.COLUMN_NOT_FOUND, "There is no column '%s'.".formatted(name));
    }
    return field;
  }

  private static String newName(Table table, Types.NestedField field, String name) {
    String folded = Names.column(name);
    if (folded.isEmpty()) {
      throw new ProblemException(
          ErrorCode.INVALID_NAME, "'%s' is no name for a column: use letters.".formatted(name));
    }
    Types.NestedField other = table.schema().caseInsensitiveFindField(folded);
    if (other != null && other.fieldId() != field.fieldId()) {
      throw new ProblemException(
          ErrorCode.CONFLICT, "There is a column '%s' already.".formatted(folded));
    }
    return folded;
  }
}
