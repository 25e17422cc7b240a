package io.tarn.catalog.iceberg;

import io.tarn.kernel.TableName;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A table's next row in PostgreSQL.
 *
 * @param metadataLocation its metadata file
 * @param loads the loads that the change brings, each with its snapshot's id
 */
record TableRow(String metadataLocation, TableFacts facts, Map<UUID, Long> loads) {
  TableRow {
    loads = Map.copyOf(loads);
  }

  static TableRow of(String metadataLocation, TableMetadata metadata, Map<UUID, Long> loads) {
    return new TableRow(metadataLocation, TableFacts.of(metadata), loads);
  }

  static Map<String, String> key(TableName name) {
    return Map.of("catalog", Pointers.CATALOG, "database", name.database(), "table", name.table());
  }

  Map<String, @Nullable Object> values() {
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("metadata", metadataLocation);
    values.put("uuid", facts.tableUuid());
    values.put("location", facts.location());
    values.put("comment", facts.comment());
    values.put("origin", facts.origin());
    values.put("snapshot", facts.snapshotId());
    values.put(
        "snapshotAt", facts.snapshotAt() == null ? null : Timestamp.from(facts.snapshotAt()));
    values.put("rows", facts.rows());
    values.put("bytes", facts.bytes());
    values.put("files", facts.files());
    return values;
  }
}
