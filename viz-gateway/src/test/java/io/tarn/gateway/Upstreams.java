package io.tarn.gateway;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Three HTTP servers in the places of the services, which do what a request asks for: see {@link
 * Upstream}. And a bootstrap secret.
 */
public class Upstreams implements QuarkusTestResourceLifecycleManager {
  public static final String BOOTSTRAP = "bootstrap-secret-of-the-tests-0123456789";

  private static final String PORT = "tarn.test.upstream.";

  private final Vertx vertx = Vertx.vertx();

  /** The address of the server in a service's place. */
  public static String url(Service service) {
    return "http://127.0.0.1:" + System.getProperty(PORT + service.label());
  }

  /** What a server in a service's place does. */
  public static Handler<HttpServerRequest> handler(Vertx vertx, Service service) {
    return new Upstream(vertx, service);
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    for (Service service : Service.values()) {
      HttpServer server =
          vertx
              .createHttpServer()
              .requestHandler(new Upstream(vertx, service))
              .listen(0, "127.0.0.1")
              .toCompletionStage()
              .toCompletableFuture()
              .orTimeout(10, TimeUnit.SECONDS)
              .join();
      System.setProperty(PORT + service.label(), Integer.toString(server.actualPort()));
      String name = service.label().substring(0, service.label().indexOf('-'));
      settings.put("tarn." + name + ".url", url(service));
    }
    settings.put("tarn.dashboards.tile-timeout", "PT3S");
    try {
      Path secret = Files.createTempFile("bootstrap", ".secret");
      Files.writeString(secret, BOOTSTRAP + "\n");
      settings.put("tarn.bootstrap.key-file", secret.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
