package io.tarn.ingest.load;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tarn.kernel.Ids;
import io.tarn.lake.Cancellation;
import io.tarn.rest.Changes;
import io.tarn.rest.RequestIds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The threads that take loads from the ledger, and the one that keeps their leases alive. A load
 * whose lease could not be renewed, or which is wanted no more, is cancelled.
 */
@ApplicationScoped
public class LoadWorkers {
  private static final Logger LOG = Logger.getLogger(LoadWorkers.class);
  private static final Duration IDLE = Duration.ofSeconds(1);

  private final Ledger ledger;
  private final Changes changes;
  private final LoadAttempt attempt;
  private final LoadConfig config;
  private final Map<UUID, Cancellation> running = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("load-leases").daemon().factory());
  private volatile boolean draining;
  private volatile boolean stopping;

  LoadWorkers(Ledger ledger, Changes changes, LoadAttempt attempt, LoadConfig config) {
    this.ledger = ledger;
    this.changes = changes;
    this.attempt = attempt;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    for (int i = 0; i < config.workers(); i++) {
      threads.add(Thread.ofPlatform().name("load-" + i).start(this::work));
    }
    long pauseMillis = config.lease().toMillis() / 5;
    var unused =
        renewal.scheduleWithFixedDelay(
            this::renew, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
  }

  /** Takes no more loads; those that run may end in the time that is left. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    draining = true;
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    stopping = true;
    renewal.shutdownNow();
    running.values().forEach(Cancellation::cancel);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      if (!thread.join(Duration.ofSeconds(5))) {
        LOG.warnf("%s did not end in time", thread.getName());
      }
    }
    // whoever takes these finds what a late commit did by the loads' ids
    ledger.release(List.copyOf(running.keySet()));
  }

  private void work() {
    while (!stopping && !draining) {
      long seen = changes.version();
      try {
        Optional<Load> load = ledger.claim(Ids.next(), config.lease());
        if (load.isPresent()) {
          run(load.get());
        } else {
          changes.await(seen, IDLE);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.warnf(e, "The ledger cannot be read; trying again");
        rest();
      }
    }
  }

  private void rest() {
    try {
      changes.await(changes.version(), IDLE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  private void run(Load load) throws InterruptedException {
    UUID lease = java.util.Objects.requireNonNull(load.lease());
    Cancellation cancellation = new Cancellation();
    running.put(lease, cancellation);
    try {
      RequestIds.run(load.requestId(), () -> attempt.run(load, lease, cancellation));
    } finally {
      running.remove(lease);
    }
    if (stopping) {
      ledger.release(List.of(lease));
    }
  }

  private void renew() {
    try {
      renewOnce();
    } catch (RuntimeException e) {
      LOG.warnf(e, "Leases could not be renewed");
    }
  }

  private void renewOnce() {
    List<UUID> leases = List.copyOf(running.keySet());
    if (leases.isEmpty()) {
      return;
    }
    Map<UUID, Boolean> valid = ledger.renew(leases, config.lease());
    for (UUID lease : leases) {
      Cancellation cancellation = running.get(lease);
      if (cancellation != null && valid.getOrDefault(lease, true)) {
        cancellation.cancel();
      }
    }
  }
}
