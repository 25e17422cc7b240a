package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tarn.embedded.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadinessIT {
  private final Readiness readiness = new Readiness(LakeOptions.http());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private int answering(int status, String body) {
    server.createContext(
        "/q/health/ready",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    return server.getAddress().getPort();
  }

  @Test
  void isReadyWithStatus200() throws Exception {
    assertThat(readiness.trouble(answering(200, "{\"status\":\"UP\"}"))).isEmpty();
  }

  @Test
  void namesTheChecksThatAreDown() throws Exception {
    int port =
        answering(
            503,
            """
            {"status":"DOWN","checks":[{"name":"database","status":"DOWN"},
             {"name":"store","status":"UP"},{"name":"catalog","status":"DOWN"}]}
            """);
    assertThat(readiness.trouble(port)).hasValue("down: database, catalog");
  }

  @Test
  void saysWhatItGotWhenThatIsNoHealthDocument() throws Exception {
    assertThat(readiness.trouble(answering(500, "oops"))).hasValue("it answers with status 500");
  }

  @Test
  void saysThatNobodyListens() throws Exception {
    assertThat(readiness.trouble(Ports.free())).hasValue("it does not listen");
  }
}
