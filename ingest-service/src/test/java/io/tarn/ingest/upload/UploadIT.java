package io.tarn.ingest.upload;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
import io.tarn.testkit.TestServersResource;
import io.tarn.testkit.TestTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receiving without a catalog: what is acknowledged is durable, the rest leaves nothing. */
@QuarkusTest
@QuarkusTestResource(
    value = TestServersResource.class,
    initArgs = @ResourceArg(name = "service", value = "ingest-service"))
class UploadIT {
  private static final byte[] FILE = "id,name\n1,Ada\n".getBytes(StandardCharsets.UTF_8);

  TestServers servers;

  private static RequestSpecification as(Role role) {
    return given()
        .header("Authorization", TestTokens.current().bearer("ingest-service", "ada", role));
  }

  private List<Path> received() throws IOException {
    Path uploads = servers.store().folder().resolve("raw/uploads");
    if (!Files.exists(uploads)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(uploads)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void acknowledgesWhatIsInTheRawBucketAndTheLedger() throws Exception {
    String sha256 = Base64.getEncoder().encodeToString(digest(FILE));
    String id =
        as(Role.EDITOR)
            .contentType("text/csv")
            .header("Content-Digest", "sha-256=:" + sha256 + ":")
            .body(FILE)
            .post("/api/v1/databases/Shop/tables/Customers/files?name=Kunden größte.csv")
            .then()
            .statusCode(202)
            .header("Location", matchesPattern(".*/api/v1/loads/[0-9a-f-]{36}"))
            .body("database", equalTo("shop"))
            .body("table", equalTo("customers"))
            .body("source.bytes", equalTo(FILE.length))
            .extract()
            .path("id");

    assertThat(received())
        .filteredOn(path -> path.toString().contains(id))
        .singleElement()
        .satisfies(path -> assertThat(Files.readAllBytes(path)).isEqualTo(FILE));
    as(Role.VIEWER).get("/api/v1/loads/" + id).then().statusCode(200).body("id", equalTo(id));
  }

  @Test
  void refusesAnEmptyBody() throws IOException {
    List<Path> before = received();

    as(Role.EDITOR)
        .contentType("text/csv")
        .post("/api/v1/databases/shop/tables/t/files?name=empty.csv")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo("BODY_EMPTY"));

    assertThat(received()).isEqualTo(before);
  }

  @Test
  void refusesABodyWithAnotherDigestAndKeepsNothing() throws IOException {
    List<Path> before = received();
    String other = Base64.getEncoder().encodeToString(new byte[32]);

    as(Role.EDITOR)
        .contentType("text/csv")
        .header("Content-Digest", "sha-256=:" + other + ":")
        .body(FILE)
        .post("/api/v1/databases/shop/tables/t/files")
        .then()
        .statusCode(400)
        .body("code", equalTo("DIGEST_MISMATCH"));

    assertThat(received()).isEqualTo(before);
  }

  @Test
  void keepsNothingOfABodyThatBreaksOff() throws Exception {
    List<Path> before = received();
    int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    String token = TestTokens.current().bearer("ingest-service", "ada", Role.EDITOR);

    try (Socket socket = new Socket("127.0.0.1", givenPort(port))) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/databases/shop/tables/t/files HTTP/1.1\r\nHost: x\r\nAuthorization: "
                  + token
                  + "\r\nContent-Length: 1000000\r\nContent-Type: text/csv\r\n\r\nid,name\n1,")
              .getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    Awaitility.await()
        .during(java.time.Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(received()).isEqualTo(before));
  }

  private static int givenPort(int configured) {
    return configured > 0 && io.restassured.RestAssured.port <= 0
        ? configured
        : io.restassured.RestAssured.port;
  }

  @Test
  void answersAnIdempotencyKeyWithItsFirstLoad() {
    String key = Ids.next().toString();
    String first = upload(key, FILE, 202).path("id");

    assertThat(upload(key, FILE, 202).<String>path("id")).isEqualTo(first);
    upload(key, "id\n2\n".getBytes(StandardCharsets.UTF_8), 409);
  }

  private static io.restassured.response.ExtractableResponse<io.restassured.response.Response>
      upload(String key, byte[] body, int status) {
    return as(Role.EDITOR)
        .contentType("text/csv")
        .header("Idempotency-Key", key)
        .body(body)
        .post("/api/v1/databases/shop/tables/t/files?name=a.csv")
        .then()
        .statusCode(status)
        .extract();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode=replace",
        "format=xls",
        "header=maybe",
        "encoding=klingon",
        "delimiter=abc",
        "colour=red"
      })
  void refusesWhatItDoesNotUnderstand(String parameter) {
    as(Role.EDITOR)
        .contentType("text/csv")
        .body(FILE)
        .post("/api/v1/databases/shop/tables/t/files?" + parameter)
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_ARGUMENT"))
        .body("detail", containsString(parameter.substring(0, parameter.indexOf('='))));
  }

  @Test
  void refusesAViewerAndAStranger() {
    as(Role.VIEWER)
        .contentType("text/csv")
        .body(FILE)
        .post("/api/v1/databases/shop/tables/t/files")
        .then()
        .statusCode(403)
        .body("code", equalTo("FORBIDDEN"));
    given()
        .contentType("text/csv")
        .body(FILE)
        .post("/api/v1/databases/shop/tables/t/files")
        .then()
        .statusCode(401)
        .body("code", equalTo("UNAUTHENTICATED"));
  }

  @Test
  void refusesNamesThatAreNone() {
    as(Role.EDITOR)
        .contentType("text/csv")
        .body(FILE)
        .post("/api/v1/databases/a-b/tables/t/files")
        .then()
        .statusCode(400)
        .body("code", equalTo("INVALID_NAME"));
  }

  private static byte[] digest(byte[] bytes) throws Exception {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }
}
