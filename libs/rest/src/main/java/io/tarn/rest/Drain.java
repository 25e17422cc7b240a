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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets callers go before the service ends: when it is asked to end (readiness is down from then on)
 * connections without a request are closed, and until it takes no more requests each answer closes
 * its connection, so that the next request goes elsewhere; of HTTP/2 each connection ends with its
 * requests (GOAWAY). How long that lasts is {@code quarkus.shutdown.delay}.
 */
@ApplicationScoped
public class Drain {
  /** Right after the log (10,000). */
  private static final int EARLY = 9_990;

  /**
   * The requests of a connection that are under way.
   *
   * @param loop where its requests arrive; not a request's own context, which would keep it alive
   * @param multiplexed HTTP/2
   */
  private record Traffic(Context loop, boolean multiplexed, AtomicInteger requests) {}

  /** Connections that have had a request; one that is closed goes with the next collection. */
  private final Map<HttpConnection, Traffic> connections = new WeakHashMap<>();

  private volatile boolean begun;

  void begin(@Observes ShutdownDelayInitiatedEvent event) {
    begun = true;
    List<HttpConnection> open;
    synchronized (connections) {
      open = new ArrayList<>(connections.keySet());
    }
    open.forEach(this::letGo);
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, EARLY);
  }

  private void enter(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    boolean multiplexed = context.request().version() == HttpVersion.HTTP_2;
    AtomicInteger requests = traffic(connection, multiplexed).requests();
    requests.incrementAndGet();
    context.addEndHandler(end -> requests.decrementAndGet());
    if (multiplexed && begun) {
      var _ = connection.shutdown();
    }
    context.addHeadersEndHandler(
        done -> {
          if (begun && !multiplexed) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
          }
        });
    context.next();
  }

  private Traffic traffic(HttpConnection connection, boolean multiplexed) {
    synchronized (connections) {
      return connections.computeIfAbsent(
          connection,
          made ->
              new Traffic(
                  VertxContext.getRootContext(Vertx.currentContext()),
                  multiplexed,
                  new AtomicInteger()));
    }
  }

  private void letGo(HttpConnection connection) {
    @Nullable Traffic traffic;
    synchronized (connections) {
      traffic = connections.get(connection);
    }
    if (traffic != null) {
      traffic
          .loop()
          .runOnContext(
              now -> {
                if (traffic.multiplexed()) {
                  var _ = connection.shutdown();
                } else if (traffic.requests().get() == 0) {
                  var _ = connection.close();
                }
              });
    }
  }
}
