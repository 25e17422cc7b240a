package io.tarn.rest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.shutdown.ShutdownConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open streams of Server-Sent Events. They never end by themselves, so they are cut when the
 * process begins to stop, after the time in which it still answers ({@code
 * quarkus.shutdown.delay}): an orderly stop waits for requests. Their clients connect again.
 */
@ApplicationScoped
public class EventStreams {
  private static final int FIRST = 9_999;
  private static final String MEDIA_TYPE = "text/event-stream";

  private final ShutdownConfig shutdown;
  private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();
  private final Thread atStop = Thread.ofPlatform().unstarted(this::cutAfterDelay);
  private volatile boolean over;

  EventStreams(ShutdownConfig shutdown) {
    this.shutdown = shutdown;
  }

  /** Whether the answer, whose headers are known, is a stream of events. */
  public static boolean isEventStream(RoutingContext context) {
    String type = context.response().headers().get(HttpHeaders.CONTENT_TYPE);
    return type != null && type.toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
  }

  /** Cuts the connection, or the stream of HTTP/2: the client sees that the answer is not whole. */
  public static void cut(RoutingContext context) {
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.response().reset();
    } else {
      var _ = context.request().connection().close();
    }
  }

  void start(@Observes StartupEvent event) {
    Runtime.getRuntime().addShutdownHook(atStop);
  }

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  void stop(@Observes ShutdownEvent event) {
    cutAll();
    if (!isStopping()) {
      Runtime.getRuntime().removeShutdownHook(atStop);
    }
  }

  private boolean isStopping() {
    return atStop.getState() != Thread.State.NEW;
  }

  private void enter(RoutingContext context) {
    context.addHeadersEndHandler(
        done -> {
          if (isEventStream(context)) {
            open.add(context);
            context.addEndHandler(end -> open.remove(context));
            if (over) {
              cut(context);
            }
          }
        });
    context.next();
  }

  private void cutAfterDelay() {
    if (shutdown.isDelayEnabled()) {
      try {
        Thread.sleep(shutdown.delay().orElseThrow());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    cutAll();
  }

  private void cutAll() {
    over = true;
    for (RoutingContext context : open) {
      cut(context);
    }
  }
}
