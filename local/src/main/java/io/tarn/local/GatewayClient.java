package io.tarn.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lake's public API, as far as the launcher uses it. */
final class GatewayClient {
  /** A load's POST answers within the time it prefers to wait, plus what receiving takes. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** How a line of a stream of Server-Sent Events begins that carries a document. */
  private static final String EVENT = "data:";

  private static final String WAIT = "wait=60";

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http;
  private final String url;
  private final String key;

  GatewayClient(HttpClient http, String url, String key) {
    this.http = http;
    this.url = url;
    this.key = key;
  }

  /** Makes a key; the text that is shown once. */
  String createKey(String name, String role) throws IOException, InterruptedException {
    JsonNode made =
        send(
            request("/api/v1/keys")
                .header("Content-Type", "application/json")
                .POST(json(Map.of("name", name, "role", role))));
    return made.path("key").asText();
  }

  /** Whether the key is good. */
  boolean isAccepted() throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(request("/api/v1/me").GET().build(), HttpResponse.BodyHandlers.ofString());
    return response.statusCode() == 200;
  }

  /** Uploads a file that replaces the table's rows; the load, finished or not. */
  JsonNode upload(String database, String table, Path file)
      throws IOException, InterruptedException {
    String name = URLEncoder.encode(file.getFileName().toString(), StandardCharsets.UTF_8);
    return send(
        request(
                "/api/v1/databases/%s/tables/%s/files?name=%s&mode=overwrite"
                    .formatted(database, table, name))
            .header("Prefer", WAIT)
            .header("Content-Type", "application/octet-stream")
            .POST(fileBody(file)));
  }

  /** Follows a load until its last change; the load as it is then. */
  JsonNode follow(String id) throws IOException, InterruptedException {
    HttpRequest request =
        request("/api/v1/loads/" + id + "/events")
            .setHeader("Accept", "text/event-stream")
            .GET()
            .build();
    HttpResponse<Stream<String>> changes = http.send(request, HttpResponse.BodyHandlers.ofLines());
    try (Stream<String> lines = changes.body()) {
      if (changes.statusCode() != 200) {
        throw refused(request, changes.statusCode(), lines.collect(Collectors.joining("\n")));
      }
      Optional<String> last =
          lines
              .filter(line -> line.startsWith(EVENT))
              .map(line -> line.substring(EVENT.length()))
              .reduce((earlier, later) -> later);
      return last.isPresent()
          ? json.readTree(last.get())
          : send(request("/api/v1/loads/" + id).GET());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  void putDashboard(String id, Path document) throws IOException, InterruptedException {
    send(
        request("/api/v1/dashboards/" + id)
            .header("Content-Type", "application/json")
            .PUT(fileBody(document)));
  }

  /** The dashboard with the data of all its tiles. */
  JsonNode dashboardData(String id) throws IOException, InterruptedException {
    return send(request("/api/v1/dashboards/" + id + "/data").GET());
  }

  private static BodyPublisher fileBody(Path file) {
    try {
      return BodyPublishers.ofFile(file);
    } catch (FileNotFoundException e) {
      throw new LauncherException("%s is not there any more.".formatted(file), e);
    }
  }

  private BodyPublisher json(Object value) throws JsonProcessingException {
    return BodyPublishers.ofString(json.writeValueAsString(value));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
        .timeout(LIMIT)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + key);
  }

  private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
    HttpRequest request = builder.build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw refused(request, response.statusCode(), response.body());
    }
    return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
  }

  private LauncherException refused(HttpRequest request, int status, String body) {
    return new LauncherException(
        "%s %s was answered with %d: %s"
            .formatted(request.method(), request.uri().getPath(), status, problem(body)));
  }

  /** What a problem document (RFC 9457) says, in one line. */
  private String problem(String body) {
    try {
      JsonNode problem = json.readTree(body);
      return "%s (%s, request %s)"
          .formatted(
              problem.path("detail").asText("no detail"),
              problem.path("code").asText("no code"),
              problem.path("requestId").asText("without id"));
    } catch (JsonProcessingException e) {
      return body.lines().findFirst().orElse("nothing");
    }
  }
}
