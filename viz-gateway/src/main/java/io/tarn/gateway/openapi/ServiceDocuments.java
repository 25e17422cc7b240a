package io.tarn.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gateway.Service;
import io.tarn.gateway.ServiceAddresses;
import io.tarn.rest.production.CallsTls;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI documents of the services behind the gateway, fetched when asked for and kept for a
 * while. While a service does not answer, its last document stands. Thread-safe; blocking.
 */
@ApplicationScoped
class ServiceDocuments {
  private static final Logger LOG = Logger.getLogger(ServiceDocuments.class);
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MAX_BYTES = 8 << 20;

  private final ServiceAddresses addresses;
  private final ObjectMapper json;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient http;

  private final Map<Service, JsonNode> known = new EnumMap<>(Service.class);
  private Instant askedAt = Instant.MIN;

  ServiceDocuments(ServiceAddresses addresses, ObjectMapper json, CallsTls tls) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .executor(threads)
            .sslContext(tls.context())
            .build();
    this.addresses = addresses;
    this.json = json;
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
    threads.shutdownNow();
  }

  /** The documents that are known; a service that never answered is not among them. */
  synchronized Map<Service, JsonNode> current() throws InterruptedException {
    Instant now = Instant.now();
    if (known.size() < Service.values().length || askedAt.isBefore(now.minus(FRESH))) {
      askedAt = now;
      ask();
    }
    return new EnumMap<>(known);
  }

  private void ask() throws InterruptedException {
    List<Future<@Nullable JsonNode>> answers = new ArrayList<>();
    for (Service service : Service.values()) {
      answers.add(threads.submit(() -> fetch(service)));
    }
    for (Service service : Service.values()) {
      try {
        JsonNode document = answers.get(service.ordinal()).get();
        if (document != null) {
          known.put(service, document);
        }
      } catch (ExecutionException e) {
        throw new IllegalStateException(e.getCause());
      }
    }
  }

  private @Nullable JsonNode fetch(Service service) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(addresses.url(service).resolve("/q/openapi?format=json"))
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .build();
    try {
      HttpResponse<byte[]> response =
          http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
      if (response.statusCode() == 200) {
        JsonNode document = json.readTree(response.body());
        if (document.path("paths").isObject()) {
          return document;
        }
      }
      LOG.warnf("%s gives no OpenAPI document: status %d", service.label(), response.statusCode());
    } catch (IOException e) {
      LOG.warnf("The OpenAPI document of %s cannot be fetched: %s", service.label(), e);
    }
    return null;
  }
}
