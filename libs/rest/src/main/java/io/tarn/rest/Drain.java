package io.tarn.rest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Lets callers go before the service ends: from the moment it is asked to end (readiness is down
 * then) until it takes no more requests, each answer closes its connection, so that the next
 * request goes elsewhere. How long that lasts is {@code quarkus.shutdown.delay}.
 */
@ApplicationScoped
public class Drain {
  /** Right after the log (10,000). */
  private static final int EARLY = 9_990;

  private volatile boolean begun;

  /** Whether the service was asked to end. */
  public boolean hasBegun() {
    return begun;
  }

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, EARLY);
  }

  private void enter(RoutingContext context) {
    context.addHeadersEndHandler(
        done -> {
          if (begun && context.request().version() != HttpVersion.HTTP_2) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
          }
        });
    context.next();
  }
}
