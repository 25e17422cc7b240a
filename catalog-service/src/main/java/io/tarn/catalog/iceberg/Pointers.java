package io.tarn.catalog.iceberg;

import io.tarn.catalog.commits.CommitLog;
import io.tarn.catalog.commits.Operation;
import io.tarn.catalog.commits.Origin;
import io.tarn.kernel.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Which metadata file each table has now. A change of a table is one transaction of PostgreSQL: the
 * pointer by compare-and-set, the facts that lists show, the ids of its loads, and its entry in the
 * log of commits. Thread-safe.
 */
@ApplicationScoped
public class Pointers {
  static final String CATALOG = "tarn";

  private static final String VIEW = "VIEW";
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String THIS_TABLE =
      " catalog_name = :catalog AND table_namespace = :database AND table_name = :table ";
  private static final String IS_TABLE = " AND iceberg_type IS DISTINCT FROM 'VIEW' ";

  private final Jdbi jdbi;

  Pointers(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /** The location of the table's metadata file; empty if there is no such table. One query. */
  Optional<String> find(TableName name) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT metadata_location FROM iceberg_tables WHERE" + THIS_TABLE + IS_TABLE)
                .bindMap(TableRow.key(name))
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Refuses loads that the table has; says nothing if there is no such table.
   *
   * @throws LoadAlreadyCommittedException if the table has one of them
   */
  void refuseCommitted(TableName name, Set<UUID> loads) {
    Map<UUID, Long> found =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "SELECT table_uuid FROM iceberg_tables WHERE" + THIS_TABLE + IS_TABLE)
                    .bindMap(TableRow.key(name))
                    .mapTo(UUID.class)
                    .findOne()
                    .map(uuid -> CommittedLoads.found(handle, uuid, loads))
                    .orElse(Map.of()));
    if (!found.isEmpty()) {
      throw new LoadAlreadyCommittedException(found);
    }
  }

  /**
   * Adds a table.
   *
   * @throws NoSuchNamespaceException if its database does not exist
   * @throws AlreadyExistsException if there is a table or view of this name
   * @throws OutcomeUnknownException if it may have been added
   */
  void create(TableName name, TableRow row, Origin origin) {
    inTransaction(
        handle -> {
          DatabaseRows.hold(handle, name.database());
          int added =
              handle
                  .createUpdate(
                      """
                      INSERT INTO iceberg_tables (
                        catalog_name, table_namespace, table_name, metadata_location, iceberg_type,
                        table_uuid, location, comment, origin, snapshot_id, snapshot_at,
                        row_count, byte_count, file_count)
                      VALUES (
                        :catalog, :database, :table, :metadata, 'TABLE',
                        :uuid, :location, :comment, coalesce(:origin, :engine), :snapshot, :snapshotAt,
                        :rows, :bytes, :files)
                      ON CONFLICT DO NOTHING
                      """)
                  .bindMap(TableRow.key(name))
                  .bindMap(row.values())
                  .bind("engine", origin.engine())
                  .execute();
          if (added == 0) {
            throw taken(handle, name);
          }
          CommittedLoads.remember(handle, row.facts().tableUuid(), row.loads());
          log(handle, name, row, Operation.CREATE, origin);
          return added;
        });
  }

  /**
   * Gives a table its next metadata file, if it still has the one before.
   *
   * @throws CommitFailedException if it has another, or is gone
   * @throws LoadAlreadyCommittedException if one of the loads is in the table already
   * @throws OutcomeUnknownException if it may have been changed
   */
  void swap(TableName name, String before, TableRow row, Operation operation, Origin origin) {
    inTransaction(
        handle -> {
          if (update(handle, name, row, before) == 0) {
            throw new CommitFailedException(
                "Table %s was changed by another commit, or dropped: load it again", name);
          }
          CommittedLoads.add(handle, row.facts().tableUuid(), row.loads());
          log(handle, name, row, operation, origin);
          return 1;
        });
  }

  /**
   * Gives a table another metadata file, whatever it had.
   *
   * @throws NoSuchTableException if there is no such table
   */
  void replace(TableName name, TableRow row, Origin origin) {
    inTransaction(
        handle -> {
          if (update(handle, name, row, null) == 0) {
            throw new NoSuchTableException("Table does not exist: %s", name);
          }
          CommittedLoads.remember(handle, row.facts().tableUuid(), row.loads());
          log(handle, name, row, Operation.OVERWRITE, origin);
          return 1;
        });
  }

  /** Removes a table; false if there is none. */
  boolean drop(TableName name, Origin origin) {
    return inTransaction(
        handle -> {
          Optional<UUID> uuid =
              handle
                  .createQuery(
                      "DELETE FROM iceberg_tables WHERE"
                          + THIS_TABLE
                          + IS_TABLE
                          + "RETURNING table_uuid")
                  .bindMap(TableRow.key(name))
                  .mapTo(UUID.class)
                  .findOne();
          uuid.ifPresent(
              each -> CommitLog.append(handle, name, each, Operation.DROP, null, origin));
          return uuid.isPresent();
        });
  }

  /**
   * @throws NoSuchNamespaceException if the new database does not exist
   * @throws NoSuchTableException if there is no such table
   * @throws AlreadyExistsException if the new name is taken
   */
  void rename(TableName from, TableName to, Origin origin) {
    inTransaction(
        handle -> {
          DatabaseRows.hold(handle, to.database());
          String other = type(handle, to).orElse("");
          if (other.equals(VIEW)) {
            throw new AlreadyExistsException(
                "Cannot rename %s to %s. View already exists", from, to);
          }
          if (!other.isEmpty()) {
            throw new AlreadyExistsException("Table already exists: %s", to);
          }
          record Moved(UUID uuid, @Nullable Long snapshotId) {}
          Moved moved;
          try {
            moved =
                handle
                    .createQuery(
                        "UPDATE iceberg_tables SET table_namespace = :toDatabase,"
                            + " table_name = :toTable, changed_at = now() WHERE"
                            + THIS_TABLE
                            + IS_TABLE
                            + "RETURNING table_uuid, snapshot_id")
                    .bindMap(TableRow.key(from))
                    .bind("toDatabase", to.database())
                    .bind("toTable", to.table())
                    .map(
                        (each, context) ->
                            new Moved(each.getObject(1, UUID.class), each.getObject(2, Long.class)))
                    .findOne()
                    .orElseThrow(() -> new NoSuchTableException("Table does not exist: %s", from));
          } catch (UnableToExecuteStatementException e) {
            if (e.getCause() instanceof SQLException cause
                && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
              throw new AlreadyExistsException(e, "Table already exists: %s", to);
            }
            throw e;
          }
          for (TableName name : new TableName[] {from, to}) {
            CommitLog.append(
                handle, name, moved.uuid(), Operation.RENAME, moved.snapshotId(), origin);
          }
          return 1;
        });
  }

  /**
   * Removes a database; false if there is none.
   *
   * @throws NamespaceNotEmptyException if a table or view is in it
   */
  boolean dropDatabase(String database) {
    return inTransaction(handle -> DatabaseRows.drop(handle, database));
  }

  private static int update(Handle handle, TableName name, TableRow row, @Nullable String before) {
    Update update =
        handle
            .createUpdate(
                """
            UPDATE iceberg_tables SET
              previous_metadata_location = metadata_location, metadata_location = :metadata,
              table_uuid = :uuid, location = :location, comment = :comment, origin = coalesce(:origin, origin),
              snapshot_id = :snapshot, snapshot_at = :snapshotAt, row_count = :rows,
              byte_count = :bytes, file_count = :files, changed_at = now()
            WHERE
            """
                    + THIS_TABLE
                    + IS_TABLE
                    + (before == null ? "" : " AND metadata_location = :before"))
            .bindMap(TableRow.key(name))
            .bindMap(row.values());
    if (before != null) {
      update.bind("before", before);
    }
    return update.execute();
  }

  private static AlreadyExistsException taken(Handle handle, TableName name) {
    return type(handle, name).orElse("").equals(VIEW)
        ? new AlreadyExistsException("View with same name already exists: %s", name)
        : new AlreadyExistsException("Table already exists: %s", name);
  }

  private static Optional<String> type(Handle handle, TableName name) {
    return handle
        .createQuery(
            "SELECT coalesce(iceberg_type, 'TABLE') FROM iceberg_tables WHERE" + THIS_TABLE)
        .bindMap(TableRow.key(name))
        .mapTo(String.class)
        .findOne();
  }

  private static void log(
      Handle handle, TableName name, TableRow row, Operation operation, Origin origin) {
    TableFacts facts = row.facts();
    CommitLog.append(handle, name, facts.tableUuid(), operation, facts.snapshotId(), origin);
  }

  private <T> T inTransaction(Function<Handle, T> work) {
    try (Handle handle = jdbi.open()) {
      handle.begin();
      T result;
      try {
        result = work.apply(handle);
      } catch (RuntimeException e) {
        rollBack(handle, e);
        throw e;
      }
      try {
        handle.commit();
      } catch (JdbiException e) {
        throw new OutcomeUnknownException(e);
      }
      return result;
    }
  }

  private static void rollBack(Handle handle, RuntimeException reason) {
    try {
      handle.rollback();
    } catch (JdbiException e) {
      // the connection is gone, and with it the transaction
      reason.addSuppressed(e);
    }
  }
}
