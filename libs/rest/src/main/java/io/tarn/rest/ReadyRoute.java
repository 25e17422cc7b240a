package io.tarn.rest;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.smallrye.health.SmallRyeHealth;
import io.smallrye.health.SmallRyeHealthReporter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * {@code GET /q/health/ready} on the main port too, for those who cannot reach the management port:
 * the status, and the name and status of each check, no more.
 */
@ApplicationScoped
public class ReadyRoute {
  private static final String PATH = "/q/health/ready";

  private final SmallRyeHealthReporter reporter;

  ReadyRoute(SmallRyeHealthReporter reporter) {
    this.reporter = reporter;
  }

  void register(@Observes Router router) {
    router.get(PATH).handler(this::answer);
  }

  private void answer(RoutingContext context) {
    ManagedContext request = Arc.container().requestContext();
    request.activate();
    var state = request.getState();
    reporter
        .getReadinessAsync()
        .subscribe()
        .with(
            health -> {
              request.destroy(state);
              answer(context, health);
            },
            failure -> {
              request.destroy(state);
              context.fail(failure);
            });
    request.deactivate();
  }

  private static void answer(RoutingContext context, SmallRyeHealth health) {
    JsonObject body = new JsonObject().put("status", health.isDown() ? "DOWN" : "UP");
    var checks = new io.vertx.core.json.JsonArray();
    health
        .getPayload()
        .getJsonArray("checks")
        .getValuesAs(jakarta.json.JsonObject.class)
        .forEach(
            check ->
                checks.add(
                    new JsonObject()
                        .put("name", check.getString("name"))
                        .put("status", check.getString("status"))));
    context
        .response()
        .setStatusCode(health.isDown() ? 503 : 200)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.put("checks", checks).encode());
  }
}
