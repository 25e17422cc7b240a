package io.tarn.ingest.load;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** What the ledger holds, as metrics: every replica says the same, so take the greatest. */
@ApplicationScoped
class LoadMeters {
  private final Ledger ledger;
  private final MeterRegistry meters;

  LoadMeters(Ledger ledger, MeterRegistry meters) {
    this.ledger = ledger;
    this.meters = meters;
  }

  void register(@Observes StartupEvent event) {
    gauge("tarn.loads.open", "Loads that have not ended", Ledger.Backlog::open);
    gauge(
        "tarn.loads.oldest.waiting.seconds",
        "Age of the oldest load that has not ended",
        Ledger.Backlog::oldestSeconds);
    gauge(
        "tarn.loads.given.up",
        "Loads of the last day that failed for good and were not retried",
        Ledger.Backlog::givenUp);
  }

  private void gauge(String name, String description, ToDoubleFunction<Ledger.Backlog> value) {
    Gauge.builder(name, ledger, source -> value.applyAsDouble(source.backlog()))
        .description(description)
        .strongReference(true)
        .register(meters);
  }
}
