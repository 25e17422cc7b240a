package io.tarn.query.execution;

import io.tarn.engine.Statistics;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.Changes;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * Queries in PostgreSQL. A running query belongs to the replica that has its lease; what changes it
 * holds only for that lease. Thread-safe.
 */
@ApplicationScoped
public class QueryStore {
  private final Jdbi jdbi;
  private final QueryRow rows;
  private final Changes changes;

  QueryStore(DataSource dataSource, QueryRow rows, Changes changes) {
    this.jdbi = Jdbi.create(dataSource);
    this.rows = rows;
    this.changes = changes;
  }

  /**
   * Writes a new query down, leased.
   *
   * @return empty if the principal has used the request token before
   */
  Optional<StoredQuery> insert(StoredQuery query, UUID lease, Duration length) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into query (id, sql_text, parameters, database_name, work_group,
                      principal, role, request_id, request_token, statement_type, state, snapshots,
                      columns, planning_millis, lease, lease_until, created_at)
                    values (:id, :sql, :parameters::jsonb, :database, :workGroup, :principal,
                      :role, :requestId, :requestToken, :statementType, 'QUEUED',
                      :snapshots::jsonb, :columns::jsonb, :planningMillis, :lease,
                      now() + :length * interval '1 ms', :createdAt)
                    on conflict (principal, request_token) where request_token is not null
                      do nothing
                    returning *
                    """)
                .bind("id", query.id())
                .bind("sql", query.sql())
                .bind("parameters", rows.json(query.parameters()))
                .bind("database", query.database())
                .bind("workGroup", query.workGroup())
                .bind("principal", query.caller().principal())
                .bind("role", query.caller().role().label())
                .bind("requestId", query.requestId())
                .bind("requestToken", query.requestToken())
                .bind("statementType", query.statementType().name())
                .bind("snapshots", rows.json(query.snapshots()))
                .bind("columns", rows.json(query.columns()))
                .bind("planningMillis", query.planningMillis())
                .bind("lease", lease)
                .bind("length", length.toMillis())
                .bind("createdAt", time(query.createdAt()))
                .map(rows)
                .findOne());
  }

  public Optional<StoredQuery> find(UUID id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from query where id = :id")
                .bind("id", id)
                .map(rows)
                .findOne());
  }

  /**
   * @throws ProblemException {@code QUERY_NOT_FOUND}
   */
  public StoredQuery require(UUID id) {
    return find(id)
        .orElseThrow(
            () -> new ProblemException(ErrorCode.QUERY_NOT_FOUND, "There is no query " + id + "."));
  }

  Optional<StoredQuery> byToken(String principal, String token) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from query where principal = :principal and request_token = :token")
                .bind("principal", principal)
                .bind("token", token)
                .map(rows)
                .findOne());
  }

  /**
   * Queries before this one, newest first.
   *
   * @param principal only of this one, or null for all
   */
  List<StoredQuery> list(
      @Nullable String principal, @Nullable QueryState state, @Nullable UUID before, int limit) {
    StringBuilder sql = new StringBuilder("select * from query where true");
    sql.append(before == null ? "" : " and id < :before");
    sql.append(principal == null ? "" : " and principal = :principal");
    sql.append(state == null ? "" : " and state = :state");
    sql.append(" order by id desc limit :limit");
    return jdbi.withHandle(
        handle -> {
          Query query = handle.createQuery(sql).bind("limit", limit);
          if (before != null) {
            query.bind("before", before);
          }
          if (principal != null) {
            query.bind("principal", principal);
          }
          if (state != null) {
            query.bind("state", state.name());
          }
          return query.map(rows).list();
        });
  }

  /** Takes a query that its replica left behind, the oldest first. */
  Optional<StoredQuery> claimAbandoned(UUID lease, Duration length) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update query set lease = :lease, lease_until = now() + :length * interval '1 ms',
                      state = 'QUEUED', attempts = attempts + 1
                    where id = (
                      select id from query
                      where state in ('QUEUED', 'RUNNING') and lease_until < now()
                      order by id for update skip locked limit 1)
                    returning *
                    """)
                .bind("lease", lease)
                .bind("length", length.toMillis())
                .map(rows)
                .findOne());
  }

  /**
   * Makes leases longer.
   *
   * @return of those that still are valid, by lease: whether the query is to be cancelled
   */
  Map<UUID, Boolean> renew(List<UUID> leases, Duration length) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update query set lease_until = now() + :length * interval '1 ms'
                    where lease = any(:leases) returning lease, cancel_wanted
                    """)
                .bind("length", length.toMillis())
                .bindArray("leases", UUID.class, leases)
                .reduceRows(
                    new HashMap<>(),
                    (map, row) -> {
                      map.put(
                          row.getColumn("lease", UUID.class),
                          row.getColumn("cancel_wanted", Boolean.class));
                      return map;
                    }));
  }

  /** Notes that the engine has begun. Returns false if the lease was lost or it is cancelled. */
  boolean running(UUID lease, Instant startedAt, long queueMillis) {
    return update(
        """
        update query set state = 'RUNNING', started_at = :startedAt, queue_millis = :queueMillis
        where lease = :lease and not cancel_wanted
        """,
        update ->
            update
                .bind("startedAt", time(startedAt))
                .bind("queueMillis", queueMillis)
                .bind("lease", lease));
  }

  /** The query with its answer; empty if the lease was lost. */
  Optional<StoredQuery> succeeded(UUID lease, Statistics statistics, long resultBytes) {
    return end(
        """
        update query set state = 'SUCCEEDED', rows = :rows, result_bytes = :resultBytes,
          scanned_bytes = :scannedBytes, engine_millis = :engineMillis, lease = null,
          lease_until = null, finished_at = now()
        where lease = :lease returning *
        """,
        query ->
            query
                .bind("rows", statistics.rows())
                .bind("scannedBytes", statistics.scannedBytes())
                .bind("engineMillis", statistics.engineMillis())
                .bind("resultBytes", resultBytes)
                .bind("lease", lease));
  }

  /** The query that ended without an answer; empty if the lease was lost. */
  Optional<StoredQuery> ended(
      UUID lease, QueryState state, @Nullable QueryError error, @Nullable Statistics statistics) {
    return end(
        """
        update query set state = :state, error = :error::jsonb, scanned_bytes = :scannedBytes,
          engine_millis = :engineMillis, lease = null, lease_until = null, finished_at = now()
        where lease = :lease returning *
        """,
        query ->
            query
                .bind("state", state.name())
                .bind("error", error == null ? null : rows.json(error))
                .bind("scannedBytes", statistics == null ? null : statistics.scannedBytes())
                .bind("engineMillis", statistics == null ? null : statistics.engineMillis())
                .bind("lease", lease));
  }

  private Optional<StoredQuery> end(String sql, UnaryOperator<Query> bind) {
    Optional<StoredQuery> ended =
        jdbi.withHandle(handle -> bind.apply(handle.createQuery(sql)).map(rows).findOne());
    changes.signal();
    return ended;
  }

  /** Ends a query that waits; asks for the end of one that runs. */
  void cancel(UUID id) {
    update(
        """
        update query set cancel_wanted = true,
          state = case state when 'QUEUED' then 'CANCELLED' else state end,
          finished_at = case state when 'QUEUED' then now() end,
          lease = case state when 'QUEUED' then null else lease end,
          lease_until = case state when 'QUEUED' then null else lease_until end
        where id = :id and state in ('QUEUED', 'RUNNING')
        """,
        update -> update.bind("id", id));
  }

  /** Gives leases back, at the service's end: another replica goes on at once. */
  void release(List<UUID> leases) {
    update(
        "update query set lease_until = now() - interval '1 ms' where lease = any(:leases)",
        update -> update.bindArray("leases", UUID.class, leases));
  }

  /** Queries whose results are older than this and still kept: some of them, the oldest. */
  public List<StoredQuery> expired(Instant before) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from query where finished_at < :before and not expired
                    order by finished_at limit 200
                    """)
                .bind("before", time(before))
                .map(rows)
                .list());
  }

  public void markExpired(UUID id) {
    update("update query set expired = true where id = :id", update -> update.bind("id", id));
  }

  /** Queries that have not ended. */
  long countOpen() {
    return count("select count(*) from query where state in ('QUEUED', 'RUNNING')");
  }

  /** Queries that failed within the last ten minutes, and not by their own fault. */
  long countBroken() {
    return count(
        """
        select count(*) from query
        where finished_at > now() - interval '10 minutes' and not expired
          and error ->> 'category' = 'SYSTEM'
        """);
  }

  private long count(String sql) {
    return jdbi.withHandle(handle -> handle.createQuery(sql).mapTo(Long.class).one());
  }

  /** Forgets queries that ended before this. */
  public void forget(Instant before) {
    update(
        "delete from query where finished_at < :before and expired",
        update -> update.bind("before", time(before)));
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private boolean update(String sql, UnaryOperator<Update> bind) {
    int count = jdbi.withHandle(handle -> bind.apply(handle.createUpdate(sql)).execute());
    changes.signal();
    return count > 0;
  }
}
