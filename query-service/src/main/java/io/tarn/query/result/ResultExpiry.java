package io.tarn.query.result;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.query.execution.QueryStore;
import io.tarn.query.execution.StoredQuery;
import io.tarn.query.lake.QueryConfig;
import io.tarn.query.lake.Results;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Deletes results, and later the history, when they are older than configured. */
@ApplicationScoped
class ResultExpiry {
  private static final Logger LOG = Logger.getLogger(ResultExpiry.class);

  private final QueryStore store;
  private final Results results;
  private final QueryConfig config;
  private final ScheduledExecutorService sweeps =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("result-expiry").daemon().factory());

  ResultExpiry(QueryStore store, Results results, QueryConfig config) {
    this.store = store;
    this.results = results;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    long millis = config.sweepInterval().toMillis();
    var unused = sweeps.scheduleWithFixedDelay(this::expire, millis, millis, TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    sweeps.shutdownNow();
  }

  private void expire() {
    try {
      Instant now = Instant.now();
      List<StoredQuery> old = store.expired(now.minus(config.resultRetention()));
      while (!old.isEmpty() && !sweeps.isShutdown()) {
        for (StoredQuery query : old) {
          results.delete(query.id(), query.attempts());
          store.markExpired(query.id());
        }
        old = store.expired(now.minus(config.resultRetention()));
      }
      store.forget(now.minus(config.historyRetention()));
    } catch (RuntimeException e) {
      LOG.warnf(e, "Old results could not be deleted; trying again later");
    }
  }
}
