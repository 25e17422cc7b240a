package io.tarn.gateway.dashboard;

import io.tarn.gateway.dashboard.QueryClient.Statement;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Role;
import io.tarn.rest.RequestIds;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Answers the stored statements of dashboards, side by side but not too many at once. Each answer
 * is fresh; one from a cache, valid while the snapshots that it read are the current ones, would be
 * given here. Thread-safe.
 */
@ApplicationScoped
class TileQueries {
  private final QueryClient client;
  private final Semaphore turns;
  private final Duration timeout;
  private final int maxRows;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  TileQueries(QueryClient client, DashboardSettings settings) {
    this.client = client;
    this.turns = new Semaphore(settings.maxConcurrentQueries(), true);
    this.timeout = settings.tileTimeout();
    this.maxRows = settings.maxRows();
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }

  int maxRows() {
    return maxRows;
  }

  /**
   * Begins to answer a statement.
   *
   * @param viewer who looks: the query runs under their name, with the right to run queries though
   *     they may not have it themselves, since the statement is the dashboard's
   */
  Future<QueryAnswer> begin(Statement statement, Caller viewer) {
    String id = RequestIds.current();
    Caller caller = new Caller(viewer.principal(), Role.ANALYST);
    return threads.submit(() -> RequestIds.supply(id, () -> answer(statement, caller)));
  }

  private QueryAnswer answer(Statement statement, Caller caller) {
    try {
      if (!turns.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return new QueryAnswer.Failure(
            ErrorCode.TOO_MANY_REQUESTS,
            "Too many queries of dashboards run at the moment; try again.");
      }
      try {
        return client.run(statement, caller, maxRows, timeout);
      } finally {
        turns.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new QueryAnswer.Failure(ErrorCode.QUERY_CANCELLED, "The gateway is stopping.");
    }
  }
}
