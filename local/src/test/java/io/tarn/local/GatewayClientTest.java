package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The launcher's calls, answered by a server of the test. */
class GatewayClientTest {
  private HttpServer server;
  private GatewayClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    client = new GatewayClient(LakeOptions.http(), url, "tarn_key");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String type, String text) {
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", type);
          exchange.sendResponseHeaders(status, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(text.getBytes(StandardCharsets.UTF_8));
          }
        });
  }

  @Test
  void followsALoadToItsLastChange() throws Exception {
    answer(
        "/api/v1/loads/7/events",
        200,
        "text/event-stream",
        "data:{\"state\":\"CHECKING\"}\n\ndata:{\"state\":\"LOADED\",\"rowsLoaded\":3}\n\n");
    assertThat(client.follow("7").path("rowsLoaded").asLong()).isEqualTo(3);
  }

  @Test
  void asksForTheLoadWhereItsStreamSaysNothing() throws Exception {
    answer("/api/v1/loads/7/events", 200, "text/event-stream", ": nothing yet\n\n");
    answer("/api/v1/loads/7", 200, "application/json", "{\"state\":\"LOADING\"}");
    assertThat(client.follow("7").path("state").asText()).isEqualTo("LOADING");
  }

  @Test
  void saysWhatAProblemDocumentSays() {
    answer(
        "/api/v1/loads/7/events",
        404,
        "application/problem+json",
        "{\"detail\":\"There is no load.\",\"code\":\"LOAD_NOT_FOUND\",\"requestId\":\"r1\"}");
    assertThatThrownBy(() -> client.follow("7"))
        .isInstanceOf(LauncherException.class)
        .hasMessageEndingWith("404: There is no load. (LOAD_NOT_FOUND, request r1)");
  }
}
