package io.tarn.ingest.load;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.PreparedLoad;
import io.tarn.rest.Changes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The ledger in PostgreSQL. Every change of a load that is being worked on holds only for the
 * attempt that has the lease, so that a worker which was thought dead changes nothing. Thread-safe.
 */
@ApplicationScoped
public class Ledger {
  private final Jdbi jdbi;
  private final LoadRow rows;
  private final Changes changes;

  Ledger(DataSource dataSource, LoadRow rows, Changes changes) {
    this.jdbi = Jdbi.create(dataSource);
    this.rows = rows;
    this.changes = changes;
  }

  /**
   * Writes a new load down.
   *
   * @return the row; with an idempotency key that the principal has used, the row of then
   */
  public Load insert(Receipt receipt) {
    Load load =
        jdbi.withHandle(
            handle -> {
              Optional<Load> made =
                  handle
                      .createQuery(
                          """
                          insert into load (id, database_name, table_name, overwrite, options,
                            file_name, uri, etag, bytes, sha256, principal, role, request_id,
                            idempotency_key, state, open)
                          values (:id, :database, :table, :overwrite, :options::jsonb, :fileName,
                            :uri, :etag, :bytes, :sha256, :principal, :role, :requestId,
                            :idempotencyKey, 'RECEIVED', true)
                          on conflict (principal, idempotency_key)
                            where idempotency_key is not null do nothing
                          returning *
                          """)
                      .bind("id", receipt.id())
                      .bind("database", receipt.table().database())
                      .bind("table", receipt.table().table())
                      .bind("overwrite", receipt.overwrite())
                      .bind("options", rows.json(receipt.options()))
                      .bind("fileName", receipt.fileName())
                      .bind("uri", receipt.source().uri().toString())
                      .bind("etag", receipt.source().etag())
                      .bind("bytes", receipt.source().bytes())
                      .bind("sha256", receipt.source().sha256())
                      .bind("principal", receipt.caller().principal())
                      .bind("role", receipt.caller().role().label())
                      .bind("requestId", receipt.requestId())
                      .bind("idempotencyKey", receipt.idempotencyKey())
                      .map(rows)
                      .findOne();
              return made.orElseGet(
                  () ->
                      byIdempotencyKey(
                              handle,
                              receipt.caller().principal(),
                              String.valueOf(receipt.idempotencyKey()))
                          .orElseThrow());
            });
    changes.signal();
    return load;
  }

  public Optional<Load> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from load where id = :id")
                .bind("id", id)
                .map(rows)
                .findOne());
  }

  public Optional<Load> byIdempotencyKey(String principal, String key) {
    return jdbi.withHandle(handle -> byIdempotencyKey(handle, principal, key));
  }

  private Optional<Load> byIdempotencyKey(Handle handle, String principal, String key) {
    return handle
        .createQuery("select * from load where principal = :principal and idempotency_key = :key")
        .bind("principal", principal)
        .bind("key", key)
        .map(rows)
        .findOne();
  }

  /** Loads before {@code beforeSeq}, newest first. */
  public List<Load> list(
      @Nullable String database,
      @Nullable String table,
      @Nullable LoadState state,
      long beforeSeq,
      int limit) {
    StringBuilder sql = new StringBuilder("select * from load where seq < :before");
    sql.append(database == null ? "" : " and database_name = :database");
    sql.append(table == null ? "" : " and table_name = :table");
    sql.append(state == null ? "" : " and state = :state");
    sql.append(" order by seq desc limit :limit");
    return jdbi.withHandle(
        handle -> {
          Query query = handle.createQuery(sql).bind("before", beforeSeq).bind("limit", limit);
          if (database != null) {
            query.bind("database", database);
          }
          if (table != null) {
            query.bind("table", table);
          }
          if (state != null) {
            query.bind("state", state.name());
          }
          return query.map(rows).list();
        });
  }

  /**
   * Leases the oldest load that waits. A load waits for the earlier ones of its table if either
   * replaces the table's rows, so that the order of receipt is the order of effect.
   */
  public Optional<Load> claim(UUID lease, Duration length) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update load set lease = :lease, lease_until = now() + :length * interval '1 ms',
                      attempts = attempts + 1, started_at = coalesce(started_at, now()),
                      state = case when prepared is null then 'CHECKING' else 'LOADING' end
                    where id = (
                      select id from load candidate
                      where open and next_attempt_at <= now()
                        and (lease_until is null or lease_until < now())
                        and not exists (
                          select 1 from load earlier
                          where earlier.open and earlier.seq < candidate.seq
                            and earlier.database_name = candidate.database_name
                            and earlier.table_name = candidate.table_name
                            and (earlier.overwrite or candidate.overwrite))
                      order by seq
                      for update skip locked
                      limit 1)
                    returning *
                    """)
                .bind("lease", lease)
                .bind("length", length.toMillis())
                .map(rows)
                .findOne());
  }

  /**
   * Makes leases longer, but for loads that are being committed: those nobody else can lease.
   *
   * @return of those that still are valid, by lease: whether the load is wanted no more
   */
  public Map<UUID, Boolean> renew(List<UUID> leases, Duration length) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with renewed as (
                      update load set lease_until = now() + :length * interval '1 ms'
                      where id in (
                        select id from load where lease = any(:leases) for update skip locked))
                    select lease, cancel_wanted from load where lease = any(:leases)
                    """)
                .bind("length", length.toMillis())
                .bindArray("leases", UUID.class, leases)
                .reduceRows(
                    new java.util.HashMap<>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("lease", UUID.class),
                          row.getColumn("cancel_wanted", Boolean.class));
                      return map;
                    }));
  }

  /** Notes how far an attempt has come. Returns false if the lease was lost. */
  public boolean progress(UUID lease, LoadState state, double progress, @Nullable Long rowsRead) {
    return update(
        """
        update load set state = :state, progress = :progress,
          rows_read = coalesce(:rowsRead, rows_read)
        where lease = :lease
        """,
        query ->
            query
                .bind("state", state.name())
                .bind("progress", progress)
                .bind("rowsRead", rowsRead)
                .bind("lease", lease));
  }

  /** Keeps what was written, so that the commit can be repeated by any worker. */
  public boolean prepared(UUID lease, long rowsRead, long rowsLoaded, PreparedLoad prepared) {
    return update(
        """
        update load set state = 'LOADING', progress = 0.9, rows_read = :rowsRead,
          rows_loaded = :rowsLoaded, rows_quarantined = 0, prepared = :prepared::jsonb
        where lease = :lease
        """,
        query ->
            query
                .bind("rowsRead", rowsRead)
                .bind("rowsLoaded", rowsLoaded)
                .bind("prepared", rows.json(prepared))
                .bind("lease", lease));
  }

  /**
   * Commits the prepared loads of a table, one committer per table at a time: what several workers
   * have prepared goes into one commit, which is made by whoever comes first.
   *
   * @param commit makes the commit and says what became of each load
   */
  public void commit(TableName table, Function<List<Load>, Map<UUID, CommitOutcome>> commit) {
    jdbi.useTransaction(
        handle -> {
          // a worker that hangs here would hold up the table's other loads
          handle.execute("set local idle_in_transaction_session_timeout = '5min'");
          handle
              .createQuery("select pg_advisory_xact_lock(hashtextextended(:table, 0))::text")
              .bind("table", table.toString())
              .mapTo(String.class)
              .one();
          List<Load> ready =
              handle
                  .createQuery(
                      """
                      select * from load
                      where open and database_name = :database and table_name = :table
                        and prepared is not null and not cancel_wanted
                      order by seq limit 1000 for update
                      """)
                  .bind("database", table.database())
                  .bind("table", table.table())
                  .map(rows)
                  .list();
          if (ready.isEmpty()) {
            return;
          }
          commit.apply(ready).forEach((id, outcome) -> note(handle, id, outcome));
        });
    changes.signal();
  }

  private static void note(Handle handle, UUID id, CommitOutcome outcome) {
    switch (outcome) {
      case CommitOutcome.Committed(long snapshotId) ->
          handle
              .createUpdate(
                  """
                  update load set state = 'LOADED', open = false, progress = 1, error = null,
                    snapshot_id = :snapshotId, prepared = null, lease = null, lease_until = null,
                    finished_at = now()
                  where id = :id
                  """)
              .bind("snapshotId", snapshotId)
              .bind("id", id)
              .execute();
      case CommitOutcome.Outdated() ->
          handle
              .createUpdate(
                  """
                  update load set state = 'RECEIVED', progress = 0, prepared = null, lease = null,
                    lease_until = null, attempts = attempts - 1
                  where id = :id
                  """)
              .bind("id", id)
              .execute();
    }
  }

  /**
   * How far loads are behind.
   *
   * @param open loads that have not ended
   * @param oldestSeconds the age of the oldest of them
   * @param givenUp those of the last day, and the last 10,000, that failed for good
   */
  record Backlog(long open, double oldestSeconds, long givenUp) {}

  Backlog backlog() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select count(*) as waiting,
                      coalesce(extract(epoch from now() - min(created_at)), 0) as oldest,
                      (select count(*) from load
                        where seq > (select max(seq) from load) - 10000 and not open
                          and state = 'FAILED' and finished_at > now() - interval '1 day'
                      ) as given_up
                    from load where open
                    """)
                .map(
                    (row, context) ->
                        new Backlog(
                            row.getLong("waiting"),
                            row.getDouble("oldest"),
                            row.getLong("given_up")))
                .one());
  }

  /** Notes that an earlier attempt's commit has landed. */
  public boolean landed(UUID lease, long snapshotId) {
    return update(
        """
        update load set state = 'LOADED', open = false, progress = 1, error = null,
          snapshot_id = :snapshotId, prepared = null, lease = null, lease_until = null,
          finished_at = now()
        where lease = :lease
        """,
        query -> query.bind("snapshotId", snapshotId).bind("lease", lease));
  }

  /** Ends an attempt for good, without rows. */
  public boolean end(UUID lease, LoadState state, @Nullable LoadError error) {
    return update(
        """
        update load set state = :state, open = false, error = :error::jsonb, rows_loaded = null,
          rows_quarantined = null, prepared = null, lease = null, lease_until = null,
          finished_at = now()
        where lease = :lease
        """,
        query ->
            query
                .bind("state", state.name())
                .bind("error", error == null ? null : rows.json(error))
                .bind("lease", lease));
  }

  /** Ends an attempt that is to be repeated. */
  public boolean postpone(UUID lease, LoadState state, LoadError error, Duration pause) {
    return update(
        """
        update load set state = :state, error = :error::jsonb, lease = null, lease_until = null,
          next_attempt_at = now() + :pause * interval '1 ms'
        where lease = :lease
        """,
        query ->
            query
                .bind("state", state.name())
                .bind("error", rows.json(error))
                .bind("pause", pause.toMillis())
                .bind("lease", lease));
  }

  /** Gives leases back untouched, at the service's end. */
  public void release(List<UUID> leases) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update load set lease = null, lease_until = null, attempts = attempts - 1,
                      state = 'RECEIVED'
                    where lease = any(:leases)
                    """)
                .bindArray("leases", UUID.class, leases)
                .execute());
  }

  /**
   * Asks for the end of a load. One that no worker has ends at once, but for one whose files are
   * written: a commit of it may have landed, which a worker finds out.
   */
  public Optional<Load> cancel(UUID id) {
    update(
        """
        update load set cancel_wanted = true, next_attempt_at = now(),
          state = case when lease is null and prepared is null then 'CANCELLED' else state end,
          open = lease is not null or prepared is not null,
          finished_at = case when lease is null and prepared is null then now() end
        where id = :id and open
        """,
        query -> query.bind("id", id));
    return find(id);
  }

  /** Begins an ended load anew. Returns false if it is open or loaded. */
  public boolean retry(UUID id) {
    return update(
        """
        update load set state = 'RECEIVED', open = true, cancel_wanted = false, attempts = 0,
          error = null, progress = 0, next_attempt_at = now(), finished_at = null
        where id = :id and (not open and state <> 'LOADED' or state = 'FAILED' and lease is null)
        """,
        query -> query.bind("id", id));
  }

  private boolean update(
      String sql,
      Function<org.jdbi.v3.core.statement.Update, org.jdbi.v3.core.statement.Update> bind) {
    int count = jdbi.withHandle(handle -> bind.apply(handle.createUpdate(sql)).execute());
    if (count > 0) {
      changes.signal();
    }
    return count > 0;
  }

  /**
   * The row.
   *
   * @throws ProblemException {@code LOAD_NOT_FOUND}
   */
  public Load require(UUID id) {
    return find(id)
        .orElseThrow(
            () ->
                new ProblemException(
                    io.tarn.kernel.ErrorCode.LOAD_NOT_FOUND, "There is no load " + id + "."));
  }
}
