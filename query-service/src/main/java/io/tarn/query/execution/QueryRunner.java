package io.tarn.query.execution;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.engine.Engine;
import io.tarn.engine.EngineQuery;
import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.engine.Statistics;
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
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

  /** What runs under a lease that is another's by now is stopped like a cancelled query. */
  private static final boolean LOST = true;

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
  private volatile boolean draining;
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

  /** Takes over no more queries of others; its own go on. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
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
   * @throws ProblemException {@code TOO_MANY_REQUESTS}, {@code SERVICE_UNAVAILABLE}
   */
  void enter() {
    if (stopping) {
      throw new ProblemException(
          ErrorCode.SERVICE_UNAVAILABLE, "This replica is stopping: try again.");
    }
    if (!places.tryAcquire()) {
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

  /**
   * Waits for the end of a query that runs here, but not longer than this.
   *
   * @return the query at its end; empty if that is not known here, or not yet
   */
  Optional<StoredQuery> await(UUID id, Duration atMost) {
    for (Run run : running.values()) {
      if (run.query.id().equals(id)) {
        return run.await(atMost);
      }
    }
    return Optional.empty();
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
      if (run != null && valid.getOrDefault(lease, LOST)) {
        run.cancel();
      }
    }
  }

  private void takeOver() {
    while (!stopping && !draining && places.tryAcquire()) {
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
      var unused =
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
    private final CompletableFuture<Optional<StoredQuery>> ended = new CompletableFuture<>();
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
      if (inEngine == null) {
        ended.complete(Optional.empty());
      } else {
        inEngine.cancel();
      }
    }

    Optional<StoredQuery> await(Duration atMost) {
      try {
        return ended.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      } catch (TimeoutException | ExecutionException e) {
        return Optional.empty();
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
      Optional<StoredQuery> end = Optional.empty();
      try {
        end = execute(result);
      } catch (ProblemException e) {
        end = failed(QueryError.of(e.code(), e.detail(), null));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        leaveBehind();
      } catch (IOException | RuntimeException e) {
        LOG.errorf(e, "Query %s failed", query.id());
        end =
            failed(
                QueryError.of(
                    ErrorCode.INTERNAL_ERROR,
                    "Something went wrong inside Tarn (request id " + query.requestId() + ").",
                    null));
      } finally {
        ended.complete(end);
        delete(result);
      }
    }

    private Optional<StoredQuery> failed(QueryError error) {
      return store.ended(lease, QueryState.FAILED, error, null);
    }

    private Optional<StoredQuery> execute(Path result) throws InterruptedException, IOException {
      Instant now = Instant.now();
      long queued = Math.max(0, Duration.between(query.createdAt(), now).toMillis());
      boolean wanted = store.running(lease, now, Math.max(0, queued - query.planningMillis()));
      if (!wanted || !start(result)) {
        return end(new Outcome.Cancelled(new Statistics(0, 0, 0)), result);
      }
      return end(Objects.requireNonNull(inEngine).await(), result);
    }

    private Optional<StoredQuery> end(Outcome outcome, Path result) throws IOException {
      return switch (outcome) {
        case Outcome.Succeeded(var statistics) -> succeeded(statistics, result);
        case Outcome.Failed(var code, var detail, var place, var statistics) ->
            store.ended(lease, QueryState.FAILED, QueryError.of(code, detail, place), statistics);
        case Outcome.Cancelled(var statistics) -> {
          if (isStopped()) {
            leaveBehind();
            yield Optional.empty();
          }
          yield store.ended(lease, QueryState.CANCELLED, null, statistics);
        }
      };
    }

    /** The result of an attempt that lost its lease is nobody's. */
    private Optional<StoredQuery> succeeded(Statistics statistics, Path result) throws IOException {
      long bytes = results.keep(query.id(), query.attempts(), result);
      Optional<StoredQuery> end = store.succeeded(lease, statistics, bytes);
      if (end.isEmpty()) {
        results.deleteAttempt(query.id(), query.attempts());
      }
      return end;
    }

    private synchronized boolean isStopped() {
      return stopped && !cancelled;
    }

    private synchronized void leaveBehind() {
      leftBehind = true;
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
