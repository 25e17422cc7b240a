package io.tarn.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** The calls of one ingest service, with the rights of an editor. */
public final class Api {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI service;
  private final TestTokens tokens;

  Api(URI service, TestTokens tokens) {
    this.service = service;
    this.tokens = tokens;
  }

  public URI address() {
    return service;
  }

  public String bearer(Role role) {
    return tokens.bearer("ingest-service", "ada", role);
  }

  /** A file to be sent, with its parameters and headers. */
  public final class Upload {
    private final String table;
    private final byte[] body;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final List<String> headers = new ArrayList<>();

    private Upload(String table, byte[] body) {
      this.table = table;
      this.body = body;
    }

    public Upload with(String parameter, String value) {
      parameters.put(parameter, value);
      return this;
    }

    public Upload header(String name, String value) {
      headers.add(name);
      headers.add(value);
      return this;
    }

    /** Sends it and gives the answer. */
    public Answer send() {
      StringBuilder address =
          new StringBuilder("/api/v1/databases/shop/tables/" + table + "/files");
      char separator = '?';
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        address
            .append(separator)
            .append(parameter.getKey())
            .append('=')
            .append(URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8));
        separator = '&';
      }
      HttpRequest.Builder request =
          request(address.toString(), Role.EDITOR)
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      return answer(request);
    }

    /** Sends it and gives the load when it has ended. */
    public JsonNode load() {
      return settled(send().body().path("id").asText());
    }
  }

  /** An answer with a JSON document, or none. */
  public record Answer(int status, Map<String, List<String>> headers, JsonNode body) {}

  public Upload file(String table, String text) {
    return file(table, text.getBytes(StandardCharsets.UTF_8));
  }

  public Upload file(String table, byte[] body) {
    return new Upload(table, body);
  }

  public Answer get(String path) {
    return answer(request(path, Role.VIEWER).GET());
  }

  public Answer call(String method, String path, Role role) {
    return answer(request(path, role).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  public JsonNode load(String id) {
    return get("/api/v1/loads/" + id).body();
  }

  /** The load when it has ended, or has failed for now. */
  public JsonNode settled(String id) {
    return until(id, "LOADED", "REJECTED", "FAILED", "CANCELLED");
  }

  /** The load when it is in one of these states. */
  public JsonNode until(String id, String... states) {
    return Awaitility.await(id)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> load(id), load -> List.of(states).contains(load.path("state").asText()));
  }

  /** The lines of a stream of events, until it ends. */
  public List<JsonNode> events(String id) {
    try {
      HttpResponse<java.util.stream.Stream<String>> answer =
          http.send(
              request("/api/v1/loads/" + id + "/events", Role.VIEWER)
                  .header("Accept", "text/event-stream")
                  .build(),
              HttpResponse.BodyHandlers.ofLines());
      List<JsonNode> events = new ArrayList<>();
      for (String line : answer.body().toList()) {
        if (line.startsWith("data:")) {
          events.add(JSON.readTree(line.substring("data:".length())));
        }
      }
      return events;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private HttpRequest.Builder request(String path, Role role) {
    return HttpRequest.newBuilder(service.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", bearer(role));
  }

  private Answer answer(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.headers().map(), JSON.readTree(answer.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
