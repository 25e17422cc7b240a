package io.tarn.catalog.commits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** A client of an event stream. */
final class EventReader implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client;
  private final BufferedReader lines;

  record Event(String name, String id, JsonNode data) {}

  private EventReader(HttpClient client, BufferedReader lines) {
    this.client = client;
    this.lines = lines;
  }

  static EventReader open(URI address, String lastEventId) {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Accept", "text/event-stream")
            .header(
                "Authorization",
                TestTokens.current().bearer("catalog-service", "reader", Role.VIEWER));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      return new EventReader(
          client,
          new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Waits for the next event; comments are passed over. */
  Event next() {
    String name = "";
    String id = "";
    StringBuilder data = new StringBuilder();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty() && !data.isEmpty()) {
          return new Event(name, id, JSON.readTree(data.toString()));
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
          String value = line.substring(colon + 1).strip();
          switch (line.substring(0, colon)) {
            case "event" -> name = value;
            case "id" -> id = value;
            case "data" -> data.append(value);
            default -> {}
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("The stream ended");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
