package io.tarn.rest;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Ends the service when the launcher that started it is gone, however that ended: in order first,
 * by force if that takes longer than ten seconds.
 */
@ApplicationScoped
public class ParentWatch {
  private static final Logger LOG = Logger.getLogger(ParentWatch.class);
  private static final Duration GRACE = Duration.ofSeconds(10);

  void watch(@Observes @Priority(1) StartupEvent event, LocalConfig config) {
    config.parentPid().ifPresent(ParentWatch::follow);
  }

  private static void follow(long pid) {
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    CompletableFuture<?> gone =
        parent
            .<CompletableFuture<?>>map(ProcessHandle::onExit)
            .orElseGet(() -> CompletableFuture.completedFuture(null));
    var _ = gone.thenRun(() -> leave(pid));
  }

  private static void leave(long pid) {
    LOG.warnf("The launcher (process %d) is gone: this service ends.", pid);
    CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> Runtime.getRuntime().halt(1));
    Quarkus.asyncExit(0);
  }
}
