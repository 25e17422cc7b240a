package io.tarn.catalog.commits;

import io.tarn.kernel.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The log of all tables' commits, in PostgreSQL. Its sequence is the order in which the
 * transactions committed, so that whoever has read up to a number never misses a smaller one.
 * Thread-safe.
 */
@ApplicationScoped
public class CommitLog {
  /** The channel of {@code LISTEN}: told at each commit, without a payload. */
  static final String CHANNEL = "tarn_catalog_commits";

  /** Any number that no other advisory lock of the database uses. */
  private static final long APPEND_LOCK = 0x7461726e_636c6f67L;

  private final Jdbi jdbi;

  CommitLog(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * Which entries there are.
   *
   * @param oldest the smallest sequence, 0 if the log is empty
   * @param newest the greatest, 0 if the log is empty
   */
  record Bounds(long oldest, long newest) {}

  /**
   * Adds an entry as the last statement of the transaction that makes the change: entries of other
   * transactions wait until it has ended.
   */
  public static void append(
      Handle transaction,
      TableName table,
      UUID tableUuid,
      Operation operation,
      @Nullable Long snapshotId,
      Origin origin) {
    transaction
        .createQuery("SELECT 1 FROM (SELECT pg_advisory_xact_lock(:lock)) AS held")
        .bind("lock", APPEND_LOCK)
        .mapTo(int.class)
        .one();
    transaction
        .createUpdate(
            """
            INSERT INTO commits (
              database_name, table_name, table_uuid, operation, snapshot_id, principal, origin)
            VALUES (:database, :table, :uuid, :operation, :snapshot, :principal, :origin)
            """)
        .bind("database", table.database())
        .bind("table", table.table())
        .bind("uuid", tableUuid)
        .bind("operation", operation.label())
        .bindBySqlType("snapshot", snapshotId, Types.BIGINT)
        .bind("principal", origin.principal())
        .bind("origin", origin.engine())
        .execute();
    transaction.execute("NOTIFY " + CHANNEL);
  }

  /** The entries that follow a sequence, in order. */
  List<Commit> after(long sequence, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM commits WHERE sequence > :after ORDER BY sequence LIMIT :limit")
                .bind("after", sequence)
                .bind("limit", limit)
                .map((row, context) -> commit(row))
                .list());
  }

  Bounds bounds() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT coalesce(min(sequence), 0) AS oldest, coalesce(max(sequence), 0) AS newest
                    FROM commits
                    """)
                .map((row, context) -> new Bounds(row.getLong("oldest"), row.getLong("newest")))
                .one());
  }

  /** Removes all but the newest entries, and load ids beyond their time. Returns how many rows. */
  int trim(long keptEntries, Duration keptLoads) {
    return jdbi.inTransaction(
        handle ->
            handle
                    .createUpdate(
                        "DELETE FROM commits"
                            + " WHERE sequence <= (SELECT max(sequence) FROM commits) - :kept")
                    .bind("kept", keptEntries)
                    .execute()
                + handle
                    .createUpdate(
                        "DELETE FROM committed_loads"
                            + " WHERE committed_at < now() - make_interval(secs => :seconds)")
                    .bind("seconds", (double) keptLoads.toSeconds())
                    .execute());
  }

  private static Commit commit(ResultSet row) throws SQLException {
    return new Commit(
        row.getLong("sequence"),
        new TableName(row.getString("database_name"), row.getString("table_name")),
        row.getObject("table_uuid", UUID.class),
        Operation.valueOf(row.getString("operation").toUpperCase(Locale.ROOT)),
        row.getObject("snapshot_id", Long.class),
        row.getTimestamp("committed_at").toInstant(),
        new Origin(row.getString("principal"), row.getString("origin")));
  }
}
