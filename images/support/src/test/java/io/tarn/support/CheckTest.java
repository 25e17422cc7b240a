package io.tarn.support;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckTest {
  private final Map<String, Integer> answers =
      new ConcurrentHashMap<>(
          Map.of("/q/health/ready", 200, "/openapi", 200, "/", 200, "/api/v1/me", 401));

  private HttpServer gateway;

  @BeforeEach
  void start() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(
              answers.getOrDefault(exchange.getRequestURI().getPath(), 404), -1);
          exchange.close();
        });
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void passesALakeThatIsReadyAndClosed() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void failsALakeThatIsNotReady() {
    answers.put("/q/health/ready", 503);

    assertThatThrownBy(this::check).hasMessageContaining("1 of 4 checks failed");
  }

  @Test
  void failsALakeThatLetsAnyoneIn() {
    answers.put("/api/v1/me", 200);

    assertThatThrownBy(this::check).hasMessageContaining("1 of 4 checks failed");
  }

  @Test
  void waitsForALakeThatIsReadySoon() {
    answers.put("/q/health/ready", 503);
    gateway.createContext(
        "/openapi",
        exchange -> {
          answers.put("/q/health/ready", 200);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });

    assertThatCode(() -> check(60)).doesNotThrowAnyException();
  }

  @Test
  void saysThatNobodyAnswers() {
    gateway.stop(0);

    assertThatThrownBy(this::check).hasMessageContaining("4 of 4 checks failed");
  }

  private void check() throws Exception {
    check(0);
  }

  private void check(int patienceSeconds) throws Exception {
    Check.run(
        Options.of(
            List.of(
                "--url=http://127.0.0.1:" + gateway.getAddress().getPort() + "/",
                "--patience=" + patienceSeconds)));
  }
}
