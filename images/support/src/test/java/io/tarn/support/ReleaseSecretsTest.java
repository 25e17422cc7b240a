package io.tarn.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that keeps one Secret as the Kubernetes API does: by merge, with versions. */
class ReleaseSecretsTest {
  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, String> data = new TreeMap<>();
  private final AtomicInteger patches = new AtomicInteger();
  private final AtomicInteger conflicts = new AtomicInteger();
  private int version = 1;

  private HttpServer api;
  private ReleaseSecrets secrets;

  @BeforeEach
  void start() throws IOException {
    api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.createContext("/secrets/lake-own", this::answer);
    api.start();
    secrets =
        new ReleaseSecrets(
            HttpClient.newHttpClient(),
            URI.create("http://127.0.0.1:" + api.getAddress().getPort() + "/secrets/"),
            "token");
  }

  @AfterEach
  void stop() {
    api.stop(0);
  }

  @Test
  void fillsInWhatIsMissingAndKeepsTheRest() throws Exception {
    data.put("first", "kept");

    complete(Set.of("first", "second"));

    assertThat(data).containsEntry("first", "kept").containsEntry("second", "made");
  }

  @Test
  void leavesACompleteSecretAlone() throws Exception {
    data.put("first", "kept");

    complete(Set.of("first"));

    assertThat(patches).hasValue(0);
  }

  @Test
  void readsAnewWhenAnotherWasFaster() throws Exception {
    conflicts.set(2);

    complete(Set.of("first"));

    assertThat(data).containsEntry("first", "made");
    assertThat(patches).hasValue(3);
  }

  @Test
  void saysWhatTheApiRefused() {
    assertThatThrownBy(
            () -> secrets.complete("other", Set.of("first"), (present, wanted) -> present))
        .isInstanceOf(SupportException.class)
        .hasMessageContaining("404 to GET of Secret other");
  }

  private void complete(Set<String> wanted) throws IOException, InterruptedException {
    secrets.complete(
        "lake-own",
        wanted,
        (present, keys) -> {
          Map<String, String> all = new TreeMap<>(present);
          keys.forEach(key -> all.putIfAbsent(key, "made"));
          return all;
        });
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer token");
    int status = 200;
    if (exchange.getRequestMethod().equals("PATCH")) {
      patches.incrementAndGet();
      JsonNode patch = json.readTree(exchange.getRequestBody());
      boolean stale =
          !patch.at("/metadata/resourceVersion").asText().equals(Integer.toString(version));
      if (stale || conflicts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        status = 409;
        version++;
      } else {
        patch
            .path("data")
            .properties()
            .forEach(
                entry ->
                    data.put(
                        entry.getKey(),
                        new String(
                            Base64.getDecoder().decode(entry.getValue().asText()),
                            StandardCharsets.UTF_8)));
        version++;
      }
    }
    byte[] body = json.writeValueAsBytes(secret());
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private ObjectNode secret() {
    ObjectNode secret = json.createObjectNode();
    secret.putObject("metadata").put("resourceVersion", Integer.toString(version));
    ObjectNode encoded = secret.putObject("data");
    data.forEach(
        (key, value) ->
            encoded.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return secret;
  }
}
