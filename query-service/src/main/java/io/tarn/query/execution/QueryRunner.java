package io.tarn.query.execution;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.engine.Engine;
import io.tarn.engine.EngineQuery;
import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.ProblemException;
import io.tarn.query.lake.QueryConfig;
import io.tarn.query.lake.Results;
import io.tarn.rest.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs planned queries on the engine, as many at a time as it takes, and keeps their leases alive.
 * What another replica left behind is run again, over the snapshots that were pinned at first.
 */
@ApplicationScoped
public class QueryRunner {
  private static final Logger LOG = Logger.getLogger(QueryRunner.class);
  private static final int MAX_ATTEMPTS = 3;

  private final QueryStore store;
  private final QueryPlanner planner;
  private final Engine engine;
  private final Results results;
  private final QueryConfig config;
  private final Path folder;
  private final Semaphore places;
  private final ExecutorService threads;
  private final ScheduledExecutorService upkeep =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("query-leases").daemon().factory());
  private final Map<UUID, Run> running = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  QueryRunner(
      QueryStore store, QueryPlanner planner, Engine engine, Results results, QueryConfig config) {
    this.store = store;
    this.planner = planner;
    this.engine = engine;
    this.results = results;
    this.config = config;
    this.folder = config.folder().toAbsolutePath().resolve("results");
    this.places = new Semaphore(config.concurrentQueries() + config.queuedQueries());
    this.threads =
        Executors.newFixedThreadPool(
            config.concurrentQueries(), Thread.ofPlatform().name("query-", 0).factory());
  }

  void start(@Observes StartupEvent event) throws IOException {
    Files.createDirectories(folder);
    try (var old = Files.newDirectoryStream(folder)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    long pauseMillis = config.lease().toMillis() / 5;
    var unused =
        upkeep.scheduleWithFixedDelay(
            this::keepUp, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    upkeep.shutdownNow();
    threads.shutdown();
    running.values().forEach(Run::stop);
    if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
      LOG.warn("Some queries did not end in time");
    }
    store.release(List.copyOf(running.keySet()));
  }

  /**
   * Reserves a place for a query, to be given to {@link #run} or {@link #leave}.
   *
   * @throws ProblemException {@code TOO_MANY_REQUESTS}
   */
  void enter() {
    if (stopping || !places.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS, "Too many queries wait already: try again in a moment.");
    }
  }

  /** Gives a place back unused. */
  void leave() {
    places.release();
  }

  /** Runs a stored query, whose lease this is, in a place that was reserved. */
  void run(StoredQuery query, QueryPlan plan, UUID lease) {
    Run run = new Run(query, plan, lease);
    running.put(lease, run);
    threads.execute(
        () -> {
          try {
            RequestIds.run(query.requestId(), run::run);
          } finally {
            if (!run.isLeftBehind()) {
              running.remove(lease);
            }
            places.release();
          }
        });
  }

  /** Stops a query if it runs here; elsewhere its own replica will see the wish. */
  void cancel(UUID id) {
    running.values().stream().filter(run -> run.query.id().equals(id)).forEach(Run::cancel);
  }

  private void keepUp() {
    try {
      renew();
      takeOver();
    } catch (RuntimeException e) {
      LOG.warnf(e, "The leases of queries could not be renewed; trying again");
    }
  }

  private void renew() {
    List<UUID> leases = List.copyOf(running.keySet());
    if (leases.isEmpty()) {
      return;
    }
    Map<UUID, Boolean> valid = store.renew(leases, config.lease());
    for (UUID lease : leases) {
      Run run = running.get(lease);
      if (run != null && valid.getOrDefault(lease, false)) {
        run.cancel();
      }
    }
  }

  private void takeOver() {
    while (!stopping && places.tryAcquire()) {
      UUID lease = Ids.next();
      Optional<StoredQuery> abandoned = store.claimAbandoned(lease, config.lease());
      if (abandoned.isEmpty()) {
        places.release();
        return;
      }
      StoredQuery query = abandoned.get();
      LOG.infof("Query %s was left behind by its replica; running it here", query.id());
      RequestIds.run(query.requestId(), () -> replan(query, lease));
    }
  }

  private void replan(StoredQuery query, UUID lease) {
    boolean handedOn = false;
    try {
      if (query.attempts() >= MAX_ATTEMPTS) {
        throw new ProblemException(
            ErrorCode.INTERNAL_ERROR,
            "The query ended with its replica %d times.".formatted(query.attempts()));
      }
      QueryPlan plan =
          planner.plan(
              query.sql(),
              query.parameters(),
              query.database(),
              query.caller(),
              query.createdAt(),
              query.snapshots());
      run(query, plan, lease);
      handedOn = true;
    } catch (ProblemException e) {
      store.ended(lease, QueryState.FAILED, QueryError.of(e.code(), e.detail(), null), null);
    } finally {
      if (!handedOn) {
        places.release();
      }
    }
  }

  /** One query on its way through the engine. */
  private final class Run {
    private final StoredQuery query;
    private final QueryPlan plan;
    private final UUID lease;
    private @Nullable RunningQuery inEngine;
    private boolean cancelled;
    private boolean stopped;
    private boolean leftBehind;

    Run(StoredQuery query, QueryPlan plan, UUID lease) {
      this.query = query;
      this.plan = plan;
      this.lease = lease;
    }

    synchronized void cancel() {
      cancelled = true;
      interrupt();
    }

    synchronized void stop() {
      stopped = true;
      interrupt();
    }

    synchronized boolean isLeftBehind() {
      return leftBehind;
    }

    private void interrupt() {
      if (inEngine != null) {
        inEngine.cancel();
      }
    }

    private synchronized boolean start(Path result) {
      if (stopped || cancelled) {
        return false;
      }
      inEngine =
          engine.start(
              new EngineQuery(
                  query.id(),
                  plan.sql(),
                  plan.tables(),
                  plan.columns(),
                  new Limits(config.timeout(), config.maxResultBytes()),
                  result));
      return true;
    }

    void run() {
      Path result = folder.resolve(lease + ".parquet");
      try {
        Instant now = Instant.now();
        long queued = Math.max(0, Duration.between(query.createdAt(), now).toMillis());
        boolean wanted = store.running(lease, now, Math.max(0, queued - query.planningMillis()));
        if (!wanted || !start(result)) {
          end(new Outcome.Cancelled(new io.tarn.engine.Statistics(0, 0, 0)), result);
          return;
        }
        end(java.util.Objects.requireNonNull(inEngine).await(), result);
      } catch (ProblemException e) {
        store.ended(lease, QueryState.FAILED, QueryError.of(e.code(), e.detail(), null), null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        leftBehind = true;
      } catch (IOException | RuntimeException e) {
        LOG.errorf(e, "Query %s failed", query.id());
        store.ended(
            lease,
            QueryState.FAILED,
            QueryError.of(
                ErrorCode.INTERNAL_ERROR,
                "Something went wrong inside Tarn (request id " + query.requestId() + ").",
                null),
            null);
      } finally {
        delete(result);
      }
    }

    private void end(Outcome outcome, Path result) throws IOException {
      switch (outcome) {
        case Outcome.Succeeded(var statistics) ->
            store.succeeded(lease, statistics, results.keep(query.id(), result));
        case Outcome.Failed(var code, var detail, var place, var statistics) ->
            store.ended(lease, QueryState.FAILED, QueryError.of(code, detail, place), statistics);
        case Outcome.Cancelled(var statistics) -> {
          if (isStopped()) {
            leftBehind = true;
          } else {
            store.ended(lease, QueryState.CANCELLED, null, statistics);
          }
        }
      }
    }

    private synchronized boolean isStopped() {
      return stopped && !cancelled;
    }

    private static void delete(Path file) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warnf(e, "%s stays behind", file);
      }
    }
  }
}
