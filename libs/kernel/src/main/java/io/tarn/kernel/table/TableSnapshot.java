package io.tarn.kernel.table;

import io.tarn.kernel.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot of one table, pinned: what a query reads does not change after this was made.
 *
 * @param name the table
 * @param snapshotId the Iceberg snapshot, null for a table that has none yet (no rows)
 * @param columns the snapshot's schema, in order
 * @param files all data files of the snapshot
 */
public record TableSnapshot(
    TableName name, @Nullable Long snapshotId, List<Column> columns, List<DataFile> files) {
  public TableSnapshot {
    columns = List.copyOf(columns);
    files = List.copyOf(files);
  }

  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }
}
