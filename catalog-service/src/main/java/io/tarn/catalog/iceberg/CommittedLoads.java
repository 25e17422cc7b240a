package io.tarn.catalog.iceberg;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Which loads each table has, by the table's UUID: a new table of the same name has none. */
final class CommittedLoads {
  private CommittedLoads() {}

  /**
   * Adds loads, as part of the transaction that makes them visible.
   *
   * @param loads each with the snapshot that brings it
   * @throws LoadAlreadyCommittedException if the table has one of them
   */
  static void add(Handle transaction, UUID table, Map<UUID, Long> loads) {
    if (!loads.isEmpty() && insert(transaction, table, loads) < loads.size()) {
      throw new LoadAlreadyCommittedException(others(transaction, table, loads));
    }
  }

  /** Adds those that are not there yet. */
  static void remember(Handle transaction, UUID table, Map<UUID, Long> loads) {
    if (!loads.isEmpty()) {
      insert(transaction, table, loads);
    }
  }

  /** Those of the loads that the table has, each with the snapshot that brought it. */
  static Map<UUID, Long> found(Handle handle, UUID table, Iterable<UUID> loads) {
    Map<UUID, Long> found = new HashMap<>();
    for (UUID load : loads) {
      handle
          .createQuery(
              "SELECT snapshot_id FROM committed_loads"
                  + " WHERE table_uuid = :table AND load_id = :load")
          .bind("table", table)
          .bind("load", load)
          .mapTo(Long.class)
          .findOne()
          .ifPresent(snapshot -> found.put(load, snapshot));
    }
    return found;
  }

  private static int insert(Handle transaction, UUID table, Map<UUID, Long> loads) {
    PreparedBatch batch =
        transaction.prepareBatch(
            "INSERT INTO committed_loads (table_uuid, load_id, snapshot_id)"
                + " VALUES (:table, :load, :snapshot) ON CONFLICT DO NOTHING");
    loads.forEach(
        (load, snapshot) ->
            batch.bind("table", table).bind("load", load).bind("snapshot", snapshot).add());
    return Arrays.stream(batch.execute()).sum();
  }

  private static Map<UUID, Long> others(Handle transaction, UUID table, Map<UUID, Long> loads) {
    Map<UUID, Long> all = found(transaction, table, loads.keySet());
    all.entrySet().removeIf(each -> each.getValue().equals(loads.get(each.getKey())));
    return all;
  }
}
