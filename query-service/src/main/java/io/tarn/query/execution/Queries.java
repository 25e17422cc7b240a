package io.tarn.query.execution;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.query.lake.QueryConfig;
import io.tarn.rest.Changes;
import io.tarn.rest.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes queries: what is wrong with the statement is told at once, the rest runs. Thread-safe. */
@ApplicationScoped
public class Queries {
  /** The only work group there is, with Athena's name for it. */
  static final String PRIMARY = "primary";

  private final QueryPlanner planner;
  private final QueryRunner runner;
  private final QueryStore store;
  private final QueryConfig config;
  private final Changes changes;

  Queries(
      QueryPlanner planner,
      QueryRunner runner,
      QueryStore store,
      QueryConfig config,
      Changes changes) {
    this.changes = changes;
    this.planner = planner;
    this.runner = runner;
    this.store = store;
    this.config = config;
  }

  /**
   * A statement that a caller asks for.
   *
   * @param token the caller's token for asking once, or null
   */
  record Asked(
      String sql,
      List<@Nullable Object> parameters,
      String database,
      String workGroup,
      @Nullable String token) {}

  /**
   * Plans, stores and starts a query.
   *
   * @return the query; with a token that was used before, the query of then
   */
  StoredQuery start(Caller caller, Asked asked) {
    if (!asked.workGroup().equals(PRIMARY)) {
      throw new ProblemException(
          ErrorCode.WORK_GROUP_NOT_FOUND,
          "There is no work group '%s': use %s.".formatted(asked.workGroup(), PRIMARY));
    }
    String token = asked.token();
    if (token != null) {
      Optional<StoredQuery> before = store.byToken(caller.principal(), token);
      if (before.isPresent()) {
        return same(before.get(), asked);
      }
    }
    Instant start = Instant.now();
    QueryPlan plan =
        planner.plan(asked.sql(), asked.parameters(), asked.database(), caller, start, Map.of());
    StoredQuery query = stored(caller, asked, plan, start);
    UUID lease = Ids.next();
    runner.enter();
    boolean handedOn = false;
    try {
      Optional<StoredQuery> inserted = store.insert(query, lease, config.lease());
      if (inserted.isEmpty()) {
        return same(store.byToken(caller.principal(), String.valueOf(token)).orElseThrow(), asked);
      }
      runner.run(inserted.get(), plan, lease);
      handedOn = true;
      return inserted.get();
    } finally {
      if (!handedOn) {
        runner.leave();
      }
    }
  }

  /**
   * Runs a statement of Tarn's own for a caller and waits for its end, but not longer than this.
   */
  public StoredQuery run(Caller caller, String sql, String database, Duration patience) {
    return await(start(caller, new Asked(sql, List.of(), database, PRIMARY, null)), patience);
  }

  /** Waits for the end of a query, but not longer than this; gives it as it stands then. */
  StoredQuery await(StoredQuery query, Duration patience) {
    if (query.state().isFinal() || patience.isZero()) {
      return query;
    }
    long deadline = System.nanoTime() + patience.toNanos();
    return runner
        .await(query.id(), patience)
        .orElseGet(
            () ->
                changes.until(
                    () -> store.require(query.id()),
                    seen -> seen.state().isFinal(),
                    Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
  }

  /** A plan for its tables, to be estimated; nothing runs. */
  QueryPlan plan(Caller caller, Asked asked) {
    return planner.plan(
        asked.sql(), asked.parameters(), asked.database(), caller, Instant.now(), Map.of());
  }

  /**
   * A query that the caller may see: their own, or any for an administrator.
   *
   * @throws ProblemException {@code QUERY_NOT_FOUND}
   */
  public StoredQuery require(Caller caller, UUID id) {
    StoredQuery query = store.require(id);
    if (!caller.role().includes(Role.ADMIN)
        && !query.caller().principal().equals(caller.principal())) {
      throw new ProblemException(ErrorCode.QUERY_NOT_FOUND, "There is no query " + id + ".");
    }
    return query;
  }

  /** Ends a query that waits, asks for the end of one that runs; no error if it has ended. */
  StoredQuery cancel(Caller caller, UUID id) {
    require(caller, id);
    store.cancel(id);
    runner.cancel(id);
    return store.require(id);
  }

  private static StoredQuery same(StoredQuery before, Asked asked) {
    boolean same =
        before.sql().equals(asked.sql())
            && before.parameters().equals(asked.parameters())
            && before.database().equals(asked.database())
            && before.workGroup().equals(asked.workGroup());
    if (!same) {
      throw new ProblemException(
          ErrorCode.IDEMPOTENCY_CONFLICT,
          "This token was used for another statement (query " + before.id() + ").");
    }
    return before;
  }

  private static StoredQuery stored(Caller caller, Asked asked, QueryPlan plan, Instant start) {
    return new StoredQuery(
        Ids.next(),
        asked.sql(),
        asked.parameters(),
        asked.database(),
        asked.workGroup(),
        caller,
        RequestIds.current(),
        asked.token(),
        plan.type(),
        QueryState.QUEUED,
        false,
        plan.snapshots(),
        plan.columns().stream().map(ResultColumn::of).toList(),
        null,
        null,
        null,
        null,
        null,
        Duration.between(start, Instant.now()).toMillis(),
        null,
        0,
        start,
        null,
        null,
        false);
  }
}
