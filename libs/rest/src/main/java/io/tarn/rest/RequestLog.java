package io.tarn.rest;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.jboss.logging.Logger;

/**
 * Gives every request of the main port its id and its line in the log: method, path without query,
 * status, milliseconds, principal. A stream of Server-Sent Events has two lines, one when it opens
 * and one when it ends.
 */
@ApplicationScoped
public class RequestLog {
  /** Key under which a route that authenticates by itself leaves the principal for the log. */
  public static final String PRINCIPAL = "tarn.principal";

  /** Before everything else: authentication (200) and CORS (300) included. */
  private static final int FIRST = 10_000;

  /** The status in the log where the client left before there was an answer. */
  private static final int NO_ANSWER = 0;

  private static final Logger LOG = Logger.getLogger("io.tarn.access");

  void register(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext context) {
    long start = System.nanoTime();
    String id = RequestIds.enter(context.request().getHeader(RequestIds.HEADER));
    context.response().putHeader(RequestIds.HEADER, id);
    if (!path(context).startsWith("/q/")) {
      context.addHeadersEndHandler(
          done -> {
            if (EventStreams.isEventStream(context)) {
              write(context, id, start, " (stream opened)");
            }
          });
      context.addEndHandler(
          end -> write(context, id, start, context.response().ended() ? "" : " (broken off)"));
    }
    context.next();
  }

  private static String path(RoutingContext context) {
    return Objects.requireNonNullElse(context.request().path(), "");
  }

  private static void write(RoutingContext context, String id, long start, String remark) {
    RequestIds.run(
        id,
        () ->
            LOG.infof(
                "%s %s %d %d ms %s%s",
                context.request().method(),
                path(context),
                context.response().headWritten() ? context.response().getStatusCode() : NO_ANSWER,
                (System.nanoTime() - start) / 1_000_000,
                principal(context),
                remark));
  }

  private static String principal(RoutingContext context) {
    Object named = context.get(PRINCIPAL);
    if (named != null) {
      return named.toString();
    }
    return context.user() instanceof QuarkusHttpUser user
            && !user.getSecurityIdentity().isAnonymous()
        ? user.getSecurityIdentity().getPrincipal().getName()
        : "-";
  }
}
