package io.tarn.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks services on their management ports whether they are ready (MicroProfile Health). */
final class Readiness {
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient client;

  Readiness(HttpClient client) {
    this.client = client;
  }

  /** Why the service is not ready; empty if it is. */
  Optional<String> trouble(int managementPort) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
            .timeout(LIMIT)
            .build();
    try {
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200
          ? Optional.empty()
          : Optional.of(reason(response.statusCode(), response.body()));
    } catch (ConnectException e) {
      return Optional.of("it does not listen");
    } catch (HttpTimeoutException e) {
      return Optional.of("it does not answer within " + Text.of(LIMIT));
    } catch (IOException e) {
      return Optional.of("it does not answer: " + e.getMessage());
    }
  }

  private String reason(int status, String body) {
    List<String> down = new ArrayList<>();
    try {
      for (JsonNode check : json.readTree(body).path("checks")) {
        if (!check.path("status").asText().equals("UP")) {
          down.add(check.path("name").asText());
        }
      }
    } catch (JsonProcessingException e) {
      return "it answers with status " + status;
    }
    return down.isEmpty() ? "it answers with status " + status : "down: " + String.join(", ", down);
  }
}
