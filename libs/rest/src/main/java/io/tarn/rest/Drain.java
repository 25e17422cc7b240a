package io.tarn.rest;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Lets callers go before the service ends: from when it is asked to end (readiness is down since)
 * until it takes no more requests, each answer says that its connection closes, so that the next
 * request goes elsewhere. Of HTTP/2 each connection is told so at once (GOAWAY). A connection is
 * never cut: one that was could lose an answer, or a request that is on its way. How long that
 * lasts is {@code quarkus.shutdown.delay}.
 */
@ApplicationScoped
public class Drain {
  /** Right after the log (10,000). */
  private static final int EARLY = 9_990;

  /**
   * Connections of HTTP/2 and the loops where their requests arrive; not a request's own context,
   * which would keep it alive. One that is closed goes with the next collection.
   */
  private final Map<HttpConnection, Context> multiplexed = new WeakHashMap<>();

  private volatile boolean begun;

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
    Map<HttpConnection, Context> open;
    synchronized (multiplexed) {
      open = Map.copyOf(multiplexed);
    }
    open.forEach((connection, loop) -> loop.runOnContext(now -> sayGoodbye(connection)));
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, EARLY);
  }

  private void enter(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      HttpConnection connection = context.request().connection();
      synchronized (multiplexed) {
        multiplexed.computeIfAbsent(
            connection, made -> VertxContext.getRootContext(Vertx.currentContext()));
      }
      if (begun) {
        sayGoodbye(connection);
      }
    } else {
      context.addHeadersEndHandler(
          done -> {
            if (begun) {
              context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
          });
    }
    context.next();
  }

  /** On the connection's loop, where it knows its last request; whoever calls closes it. */
  private static void sayGoodbye(HttpConnection connection) {
    connection.goAway(0);
  }
}
