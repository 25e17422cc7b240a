package io.tarn.query.execution;

import io.tarn.kernel.table.TableSnapshot;
import io.tarn.sql.OutputColumn;
import io.tarn.sql.StatementType;
import io.tarn.sql.WrittenSql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement that is ready to run. */
record QueryPlan(
    StatementType type, WrittenSql sql, List<TableSnapshot> tables, List<OutputColumn> columns) {

  /** Snapshot ids by full table name. */
  Map<String, @Nullable Long> snapshots() {
    Map<String, @Nullable Long> snapshots = new HashMap<>();
    tables.forEach(table -> snapshots.put(table.name().toString(), table.snapshotId()));
    return snapshots;
  }
}
