package io.tarn.query.execution;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The queries of all replicas, as metrics: every replica says the same, so take the greatest. */
@ApplicationScoped
class QueryMeters {
  private final QueryStore store;
  private final MeterRegistry meters;

  QueryMeters(QueryStore store, MeterRegistry meters) {
    this.store = store;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    Gauge.builder("tarn.queries.open", store, QueryStore::countOpen)
        .description("Queries that have not ended")
        .register(meters);
    Gauge.builder("tarn.queries.broken", store, QueryStore::countBroken)
        .description("Queries of the last ten minutes that failed for reasons of the lake's own")
        .register(meters);
  }
}
