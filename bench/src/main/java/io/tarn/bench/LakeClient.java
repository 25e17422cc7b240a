package io.tarn.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The few calls of the public API that the measurements need. Thread-safe. */
final class LakeClient {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI lake;
  private final String key;

  LakeClient(URI lake, String key) {
    this.lake = lake;
    this.key = key;
  }

  /** Loads a file and returns the load at its end. */
  JsonNode load(String database, String table, Path file) throws IOException, InterruptedException {
    JsonNode load =
        send(
            HttpRequest.newBuilder(
                    lake.resolve(
                        "/api/v1/databases/%s/tables/%s/files?mode=overwrite&name=%s"
                            .formatted(database, table, file.getFileName())))
                .header("Prefer", "wait=60")
                .POST(HttpRequest.BodyPublishers.ofFile(file)));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!load.path("state").asText().equals("LOADED")) {
      String state = load.path("state").asText();
      if (state.equals("REJECTED") || state.equals("FAILED") || System.nanoTime() > end) {
        throw new IOException("the load did not succeed: " + load);
      }
      load =
          send(HttpRequest.newBuilder(lake.resolve("/api/v1/loads/" + load.path("id").asText())));
    }
    return load;
  }

  /** Runs a query to its end and reads the first page of its answer. */
  JsonNode query(String database, String sql) throws IOException, InterruptedException {
    String body = json.writeValueAsString(Map.of("sql", sql, "database", database));
    JsonNode query =
        send(
            HttpRequest.newBuilder(lake.resolve("/api/v1/queries"))
                .header("Prefer", "wait=60")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (!query.path("state").asText().equals("SUCCEEDED")) {
      throw new IOException("the query did not succeed: " + query);
    }
    return send(
        HttpRequest.newBuilder(
            lake.resolve("/api/v1/queries/" + query.path("queryId").asText() + "/results")));
  }

  /** The smallest authenticated request. */
  JsonNode me() throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(lake.resolve("/api/v1/me")));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            request.header("Authorization", "Bearer " + key).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofByteArray());
    JsonNode body = json.readTree(answer.body());
    if (answer.statusCode() >= 300) {
      throw new IOException(answer.statusCode() + " " + body);
    }
    return body;
  }
}
