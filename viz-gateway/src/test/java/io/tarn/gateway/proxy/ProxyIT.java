package io.tarn.gateway.proxy;

import static io.restassured.RestAssured.given;
import static io.tarn.gateway.Keys.as;
import static io.tarn.gateway.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.tarn.gateway.GatewayTest;
import io.tarn.gateway.Service;
import io.tarn.gateway.Upstreams;
import io.tarn.kernel.Role;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@GatewayTest
class ProxyIT {
  static final String UPLOAD = "/api/v1/databases/d/tables/t/files?name=x.csv";
  static final long GIGABYTE = 1L << 30;

  static long count(Service service, String of) {
    return Long.parseLong(
        given().get(URI.create(Upstreams.url(service) + "/_count?of=" + of)).body().asString());
  }

  static Socket open(String head) throws IOException {
    Socket socket = new Socket("127.0.0.1", RestAssured.port);
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  static String head(String line, String key, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: lake.example\r\nAuthorization: Bearer "
        + key
        + "\r\n"
        + String.join("\r\n", headers)
        + "\r\n\r\n";
  }

  static HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + path))
        .header("Authorization", "Bearer " + key);
  }

  @Nested
  class Headers {
    @Test
    void carryAServiceTokenInsteadOfTheKey() {
      String key = key(Role.ANALYST);
      JsonPath echo =
          as(key)
              .header("Cookie", "other=1")
              .header("X-Request-Id", "id-1")
              .header("X-Forwarded-For", "6.6.6.6")
              .header("Forwarded", "for=6.6.6.6")
              .header("Connection", "X-Drop")
              .header("X-Drop", "1")
              .header("X-Keep", "2")
              .get("/api/v1/queries?state=RUNNING&x=%ED%95%9C")
              .then()
              .statusCode(200)
              .header("X-Request-Id", equalTo("id-1"))
              .extract()
              .jsonPath();
      assertThat(echo.getString("service")).isEqualTo("query-service");
      assertThat(echo.getString("uri")).isEqualTo("/api/v1/queries?state=RUNNING&x=%ED%95%9C");
      assertThat(echo.getMap("headers"))
          .containsEntry("x-request-id", "id-1")
          .containsEntry("x-keep", "2")
          .containsEntry("x-forwarded-for", "127.0.0.1")
          .containsEntry("x-forwarded-proto", "http")
          .doesNotContainKeys("cookie", "forwarded", "x-drop", "connection");
      String token = echo.getString("headers.authorization").substring("Bearer ".length());
      JsonPath claims =
          new JsonPath(
              new String(
                  Base64.getUrlDecoder().decode(token.split("\\.")[1]), StandardCharsets.UTF_8));
      assertThat(claims.getString("aud")).isEqualTo("query-service");
      assertThat(claims.getString("iss")).isEqualTo("viz-gateway");
      assertThat(claims.getString("sub")).startsWith("analyst-");
      assertThat(claims.getList("groups")).asList().containsExactlyInAnyOrder("viewer", "analyst");
      assertThat(claims.getLong("exp") - claims.getLong("iat")).isEqualTo(60);
    }

    @Test
    void ofAnAnswerHideTheService() {
      as(Role.EDITOR)
          .header("X-Do", "created")
          .post(UPLOAD)
          .then()
          .statusCode(201)
          .header("Location", equalTo("/api/v1/loads/7"))
          .header("Set-Cookie", nullValue())
          .header("X-Hop", nullValue());
    }

    @Test
    void passWithAnEmptyAnswer() {
      as(Role.EDITOR).header("X-Do", "empty").delete("/api/v1/loads/7").then().statusCode(204);
    }

    @Test
    void ofAServiceThatRefusesTheTokenAreNotTheCallersFault() {
      as(Role.VIEWER)
          .header("X-Do", "deny")
          .get("/api/v1/databases")
          .then()
          .statusCode(503)
          .body("code", equalTo("SERVICE_UNAVAILABLE"));
    }

    @Test
    void authenticateByCookieToo() {
      var session = as(key(Role.VIEWER)).post("/api/v1/session").then().extract();
      given().cookies(session.cookies()).get("/api/v1/databases").then().statusCode(200);
      given()
          .cookies(session.cookies())
          .post("/api/v1/queries")
          .then()
          .statusCode(403)
          .body("code", equalTo("FORBIDDEN"));
      given()
          .cookies(session.cookies())
          .header("X-CSRF-Token", (String) session.path("csrfToken"))
          .post("/api/v1/queries")
          .then()
          .statusCode(200);
    }
  }

  @Nested
  class Paths {
    @Test
    void reachNothingElseOfAService() {
      for (String path :
          new String[] {"/q/openapi", "/q/metrics", "/v1/config", "/api/v1/_count"}) {
        as(Role.ADMIN).get(path).then().statusCode(404).body("service", nullValue());
      }
    }

    @Test
    void doNotEscapeByTricks() throws IOException {
      String key = key(Role.ADMIN);
      for (String path :
          new String[] {
            "/api/v1/loads/%2e%2e/%2e%2e/%2e%2e/_count",
            "/api/v1/loads/../../../_count",
            "/api/v1/loads/..%2f..%2f_count",
            "//_count",
            "/api/v1/loads;/../_count",
            "/api/v1//loads"
          }) {
        try (Socket socket = open(head("GET " + path, key))) {
          String status =
              new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
          assertThat(status).as(path).isIn("HTTP/1.1 400", "HTTP/1.1 404");
        }
      }
    }

    @Test
    void ofIcebergSpeakItsErrors() {
      given()
          .get("/iceberg/v1/config")
          .then()
          .statusCode(401)
          .contentType("application/json")
          .header("WWW-Authenticate", equalTo("Bearer"))
          .body("error.type", equalTo("NotAuthorizedException"))
          .body("error.code", equalTo(401));
      as(Role.VIEWER)
          .get("/iceberg/v1/namespaces/a%1Fb")
          .then()
          .statusCode(200)
          .body("service", equalTo("catalog-service"))
          .body("uri", equalTo("/iceberg/v1/namespaces/a%1Fb"));
    }
  }

  @Nested
  class Streams {
    @Test
    void takeAGigabyteUpWithoutKeepingIt() throws Exception {
      String key = key(Role.EDITOR);
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[1 << 20];
      java.util.Arrays.fill(block, (byte) 'x');
      HttpURL upload = new HttpURL(UPLOAD, key);
      try (OutputStream out = upload.body(GIGABYTE)) {
        for (long sent = 0; sent < GIGABYTE; sent += block.length) {
          out.write(block);
          sha.update(block);
        }
      }
      JsonPath answer = upload.answer(202);
      assertThat(answer.getLong("bytes")).isEqualTo(GIGABYTE);
      assertThat(answer.getString("sha256")).isEqualTo(HexFormat.of().formatHex(sha.digest()));
    }

    @Test
    void bringAGigabyteDownWithoutKeepingIt() throws Exception {
      HttpResponse<InputStream> answer =
          HttpClient.newHttpClient()
              .send(
                  request("/api/v1/queries/7/results", key(Role.ANALYST))
                      .header("X-Do", "download")
                      .header("X-Bytes", Long.toString(GIGABYTE))
                      .build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream in = answer.body()) {
        long bytes = 0;
        byte[] block = new byte[1 << 20];
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          bytes += read;
        }
        assertThat(bytes).isEqualTo(GIGABYTE);
      }
    }

    @Test
    void stopTheServiceWhenTheClientDoesNotRead() throws Exception {
      long closed = count(Service.QUERY, "download-closed");
      try (Socket socket =
          open(
              head(
                  "GET /api/v1/queries/8/results",
                  key(Role.ANALYST),
                  "X-Do: download",
                  "X-Bytes: " + GIGABYTE))) {
        assertThat(socket.getInputStream().readNBytes(1024)).hasSize(1024);
        await()
            .during(Duration.ofSeconds(1))
            .atMost(Duration.ofSeconds(5))
            .until(() -> count(Service.QUERY, "sent") < 32 << 20);
      }
      // and when the client leaves, the service's side ends too
      await().until(() -> count(Service.QUERY, "download-closed") > closed);
    }

    @Test
    void endTheServicesSideWhenAnUploadBreaksOff() throws Exception {
      long uploads = count(Service.INGEST, "uploads");
      long closed = count(Service.INGEST, "upload-closed");
      long received = count(Service.INGEST, "received");
      try (Socket socket =
          open(
              head(
                  "POST " + UPLOAD,
                  key(Role.EDITOR),
                  "X-Do: digest",
                  "Transfer-Encoding: chunked"))) {
        socket.getOutputStream().write("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));
        await().until(() -> count(Service.INGEST, "received") == received + 5);
      }
      await().until(() -> count(Service.INGEST, "upload-closed") > closed);
      assertThat(count(Service.INGEST, "uploads")).isEqualTo(uploads);
    }

    @Test
    void cutAnAnswerThatBreaksOff() {
      assertThatThrownBy(
              () ->
                  HttpClient.newHttpClient()
                      .send(
                          request("/api/v1/queries/9/results", key(Role.ANALYST))
                              .header("X-Do", "break")
                              .build(),
                          HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }

    @Test
    void deliverEventsAsTheyComeAndEndWithTheClient() throws Exception {
      long closed = count(Service.CATALOG, "events-closed");
      try (Socket socket =
              open(
                  head(
                      "GET /api/v1/commits/events",
                      key(Role.VIEWER),
                      "Accept: text/event-stream",
                      "X-Do: events"));
          BufferedReader in =
              new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        int events = 0;
        for (String line = in.readLine(); events < 5; line = in.readLine()) {
          events += line.startsWith("data: ") ? 1 : 0;
        }
      }
      await().until(() -> count(Service.CATALOG, "events-closed") > closed);
    }

    @Test
    void answerEarlyWhileTheBodyIsStillSent() throws Exception {
      byte[] block = new byte[1 << 16];
      try (Socket socket =
          open(
              head(
                  "POST " + UPLOAD,
                  key(Role.EDITOR),
                  "X-Do: refuse",
                  "Content-Length: " + (block.length * 100)))) {
        for (int i = 0; i < 100; i++) {
          socket.getOutputStream().write(block);
        }
        String answer =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 400");
      }
    }

    @Test
    void asksForTheBodyWhenTheServiceDoes() throws Exception {
      try (Socket socket =
          open(
              head(
                  "POST " + UPLOAD,
                  key(Role.EDITOR),
                  "X-Do: continue",
                  "Expect: 100-continue",
                  "Content-Length: 5"))) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        assertThat(in.readLine()).startsWith("HTTP/1.1 100");
        assertThat(in.readLine()).isEmpty();
        socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
        assertThat(in.readLine()).startsWith("HTTP/1.1 202");
      }
    }

    @Test
    void refusesBeforeTheBodyIsSent() throws Exception {
      try (Socket socket =
          open(
              head(
                  "POST " + UPLOAD,
                  key(Role.EDITOR),
                  "X-Do: refuse",
                  "Expect: 100-continue",
                  "Content-Length: 5"))) {
        String answer =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 400");
      }
      try (Socket socket =
          open(
              head(
                  "POST " + UPLOAD, "no-key", "Expect: 100-continue", "Content-Length: 5000000"))) {
        String answer =
            new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(answer).isEqualTo("HTTP/1.1 401");
      }
    }
  }

  @Nested
  class Failures {
    @Test
    void ofAServiceBecomeAProblem() {
      as(Role.ANALYST)
          .header("X-Do", "hang-up")
          .body("{}")
          .contentType("application/json")
          .post("/api/v1/queries")
          .then()
          .statusCode(503)
          .header("Retry-After", equalTo("1"))
          .contentType("application/problem+json")
          .body("code", equalTo("SERVICE_UNAVAILABLE"))
          .body("detail", containsString("query-service"))
          .body("detail", not(containsString("127.0.0.1")));
    }

    @Test
    void ofIcebergBecomeItsEnvelope() {
      as(Role.ANALYST)
          .header("X-Do", "hang-up")
          .post("/iceberg/v1/namespaces")
          .then()
          .statusCode(503)
          .body("error.type", equalTo("ServiceUnavailableException"));
    }
  }

  /** An upload whose answer is read after its body was written, over a plain socket. */
  private static final class HttpURL {
    private final Socket socket;
    private final String path;
    private final String key;

    HttpURL(String path, String key) throws IOException {
      this.socket = new Socket("127.0.0.1", RestAssured.port);
      this.path = path;
      this.key = key;
    }

    OutputStream body(long length) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(
          head(
                  "POST " + path,
                  key,
                  "X-Do: digest",
                  "Connection: close",
                  "Content-Length: " + length)
              .getBytes(StandardCharsets.US_ASCII));
      return new java.io.FilterOutputStream(out) {
        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
          out.write(bytes, offset, count);
        }

        @Override
        public void close() throws IOException {
          flush();
        }
      };
    }

    JsonPath answer(int status) throws IOException {
      String text = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      socket.close();
      assertThat(text).startsWith("HTTP/1.1 " + status);
      return new JsonPath(text.substring(text.indexOf("\r\n\r\n") + 4));
    }
  }
}
