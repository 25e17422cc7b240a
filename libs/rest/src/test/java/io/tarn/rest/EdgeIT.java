package io.tarn.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KeyFolder.class)
class EdgeIT {
  static final String THINGS = "/api/v1/things";

  @Inject ServiceTokens tokens;

  static String token(EllipticCurveJsonWebKey key, String kid, String issuer, String audience) {
    return Jwt.claims()
        .issuer(issuer)
        .subject("ada")
        .audience(audience)
        .groups(Set.of("viewer"))
        .expiresIn(Duration.ofSeconds(60))
        .jws()
        .algorithm(SignatureAlgorithm.ES256)
        .keyId(kid)
        .sign(key.getEcPrivateKey());
  }

  static ValidatableResponse whoAmI(String token) {
    return given().header("Authorization", "Bearer " + token).get(THINGS).then();
  }

  static ValidatableResponse problem(ValidatableResponse response, int status, String code) {
    return response
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("status", equalTo(status))
        .body("type", equalTo("/problems/" + code))
        .body("requestId", equalTo(response.extract().header("X-Request-Id")));
  }

  @Nested
  class Tokens {
    @Test
    void acceptsATokenOfATrustedIssuer() {
      whoAmI(token(KeyFolder.FRIEND, "viz-gateway", "viz-gateway", "test-service"))
          .statusCode(200)
          .body("principal", equalTo("ada"))
          .body("role", equalTo("viewer"));
    }

    @Test
    void acceptsWhatServiceTokensMints() {
      whoAmI(tokens.mint(new Caller("bob", Role.EDITOR), "test-service"))
          .statusCode(200)
          .body("principal", equalTo("bob"))
          .body("role", equalTo("editor"));
    }

    @Test
    void refusesATokenForAnotherAudience() {
      problem(
          whoAmI(token(KeyFolder.FRIEND, "viz-gateway", "viz-gateway", "query-service")),
          401,
          "UNAUTHENTICATED");
    }

    @Test
    void refusesAnIssuerThatIsNotTheOwnerOfTheKey() {
      problem(
          whoAmI(token(KeyFolder.FRIEND, "viz-gateway", "test-service", "test-service")),
          401,
          "UNAUTHENTICATED");
    }

    @Test
    void refusesAStrangersKeyUnderATrustedName() {
      problem(
          whoAmI(token(KeyFolder.STRANGER, "viz-gateway", "viz-gateway", "test-service")),
          401,
          "UNAUTHENTICATED");
    }

    @Test
    void refusesAnUnknownKey() {
      problem(
          whoAmI(token(KeyFolder.STRANGER, "stranger", "stranger", "test-service")),
          401,
          "UNAUTHENTICATED");
    }

    @Test
    void refusesAnExpiredToken() {
      String expired =
          Jwt.claims()
              .issuer("viz-gateway")
              .subject("ada")
              .audience("test-service")
              .groups("viewer")
              .issuedAt(java.time.Instant.now().minusSeconds(120))
              .expiresAt(java.time.Instant.now().minusSeconds(60))
              .jws()
              .algorithm(SignatureAlgorithm.ES256)
              .keyId("viz-gateway")
              .sign(KeyFolder.FRIEND.getEcPrivateKey());
      problem(whoAmI(expired), 401, "UNAUTHENTICATED");
    }

    @Test
    void refusesGarbage() {
      problem(whoAmI("garbage"), 401, "UNAUTHENTICATED");
    }

    @Test
    void asksForATokenWhereThereIsNone() {
      problem(given().get(THINGS).then(), 401, "UNAUTHENTICATED")
          .header("WWW-Authenticate", equalTo("Bearer"));
    }

    @Test
    void refusesALowerRole() {
      problem(
          given()
              .header(
                  "Authorization",
                  "Bearer " + tokens.mint(new Caller("bob", Role.EDITOR), "test-service"))
              .get(THINGS + "/admin")
              .then(),
          403,
          "FORBIDDEN");
    }

    @Test
    void deniesWhatHasNoAnnotation() {
      problem(
          given()
              .header(
                  "Authorization",
                  "Bearer " + tokens.mint(new Caller("root", Role.ADMIN), "test-service"))
              .get(THINGS + "/denied")
              .then(),
          403,
          "FORBIDDEN");
    }
  }

  @Nested
  class Addresses {
    @Test
    void saysThatAnAddressDoesNotExist() {
      problem(given().get("/nowhere").then(), 404, "NOT_FOUND")
          .body("detail", containsString("/nowhere"));
    }

    @Test
    void namesTheAllowedMethods() {
      problem(given().delete(THINGS).then(), 405, "METHOD_NOT_ALLOWED")
          .header("Allow", equalTo("GET, HEAD, OPTIONS, POST"));
    }

    @Test
    void refusesAnUnacceptableMediaType() {
      problem(given().accept("image/png").get(THINGS + "/table").then(), 406, "NOT_ACCEPTABLE");
    }

    @Test
    void refusesAnUnsupportedMediaType() {
      problem(
          given().contentType("text/plain").body("x").post(THINGS).then(),
          415,
          "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void namesABadPathParameter() {
      problem(given().get(THINGS + "/7/detail").then(), 400, "INVALID_ARGUMENT")
          .body("detail", equalTo("id: '7' is not a UUID."));
    }

    @Test
    void namesABadQueryParameter() {
      problem(
              given()
                  .get(THINGS + "/0190a5f0-0000-7000-8000-000000000000/detail?limit=many")
                  .then(),
              400,
              "INVALID_ARGUMENT")
          .body("detail", equalTo("limit: 'many' is not a whole number."));
    }

    @Test
    void namesAnUnknownQueryParameter() {
      problem(
              given().get(THINGS + "/0190a5f0-0000-7000-8000-000000000000/detail?limmit=1").then(),
              400,
              "INVALID_ARGUMENT")
          .body("detail", containsString("'limmit'"))
          .body("detail", containsString("limit, pageToken"));
    }

    @Test
    void readsAnAddressWithoutParameters() {
      given()
          .get(THINGS + "/0190a5f0-0000-7000-8000-000000000000/detail")
          .then()
          .statusCode(200)
          .body("limit", equalTo(100));
    }
  }

  @Nested
  class Bodies {
    ValidatableResponse post(String body) {
      return given().contentType("application/json").body(body).post(THINGS).then();
    }

    @Test
    void leavesOutWhatIsAbsent() {
      String answer =
          post("{\"name\":\"a\",\"size\":1}").statusCode(200).extract().body().asString();
      assertThat(answer).isEqualTo("{\"name\":\"a\",\"size\":1}");
    }

    @Test
    void writesTimesAndRolesAsText() {
      post("{\"name\":\"a\",\"size\":1,\"role\":\"admin\",\"at\":\"2026-01-31T12:00:00Z\"}")
          .statusCode(200)
          .body("role", equalTo("admin"))
          .body("at", equalTo("2026-01-31T12:00:00Z"));
    }

    @Test
    void saysWhereTheJsonBreaks() {
      problem(post("{\"name\":\"a\",\n  size:1}"), 400, "INVALID_JSON")
          .body("errors[0].line", equalTo(2))
          .body("errors[0].column", equalTo(3));
    }

    @Test
    void namesAnUnknownField() {
      problem(
              post("{\"name\":\"a\",\"size\":1,\"parts\":[{\"id\":1},{\"id\":2,\"idd\":2}]}"),
              400,
              "INVALID_JSON")
          .body("errors[0].pointer", equalTo("/parts/1/idd"))
          .body("errors[0].reason", equalTo("There is no field 'idd'. Known are id."));
    }

    @Test
    void namesAMissingField() {
      problem(post("{\"size\":1}"), 400, "INVALID_JSON")
          .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void namesANullField() {
      problem(post("{\"name\":null,\"size\":1}"), 400, "INVALID_JSON")
          .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void refusesTextForANumber() {
      problem(post("{\"name\":\"a\",\"size\":\"1\"}"), 400, "INVALID_JSON")
          .body("errors[0].pointer", equalTo("/size"))
          .body("errors[0].reason", containsString("a whole number"));
    }

    @Test
    void refusesADoubledField() {
      problem(post("{\"name\":\"a\",\"name\":\"b\",\"size\":1}"), 400, "INVALID_JSON");
    }

    @Test
    void passesOnWhyAValueIsRefused() {
      problem(post("{\"name\":\"a\",\"size\":1,\"role\":\"king\"}"), 400, "INVALID_ARGUMENT")
          .body("errors[0].pointer", equalTo("/role"))
          .body("errors[0].reason", containsString("king"));
    }

    @Test
    void namesWhatBreaksAConstraint() {
      problem(post("{\"name\":\"123456789012345678901\",\"size\":1}"), 400, "INVALID_ARGUMENT")
          .body("errors[0].pointer", equalTo("/name"));
    }

    @Test
    void refusesAnEmptyBody() {
      problem(given().contentType("application/json").post(THINGS).then(), 400, "BODY_EMPTY");
    }

    @Test
    void refusesAnotherDocumentBehindTheFirst() {
      problem(post("{\"name\":\"a\",\"size\":1} {}"), 400, "INVALID_JSON");
    }

    @Test
    void refusesALongBody() {
      problem(
          post("{\"name\":\"" + "x".repeat(RequestBodies.MAX_BODY_BYTES) + "\",\"size\":1}"),
          413,
          "BODY_TOO_LARGE");
    }

    @Test
    void refusesALongChunkedBody() throws Exception {
      try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
        OutputStream out = socket.getOutputStream();
        out.write(
            ("POST "
                    + THINGS
                    + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        byte[] chunk =
            ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 17; i++) {
          out.write(chunk);
        }
        out.flush();
        InputStream in = socket.getInputStream();
        String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        assertThat(status).isEqualTo("HTTP/1.1 413");
      }
    }

    @Test
    void streamsALongBodyWhereThatIsSaid() {
      given()
          .contentType("application/octet-stream")
          .body(new byte[3 * RequestBodies.MAX_BODY_BYTES])
          .put(THINGS + "/bytes")
          .then()
          .statusCode(200)
          .body("count", equalTo(3 * RequestBodies.MAX_BODY_BYTES));
    }
  }

  @Nested
  class Failures {
    @Test
    void hidesTheCauseOfAFaultOfOurs() {
      problem(given().get(THINGS + "/broken").then(), 500, "INTERNAL_ERROR")
          .body("detail", not(containsString("secret")))
          .body("errors", nullValue());
    }

    @Test
    void doesNotBlameTheCallerForOurOwnJson() {
      problem(given().get(THINGS + "/broken-json").then(), 500, "INTERNAL_ERROR");
    }

    @Test
    void answersAMissingTableOfAnAddressWith404() {
      problem(given().get(THINGS + "/table").then(), 404, "TABLE_NOT_FOUND")
          .body("errors", nullValue());
    }

    @Test
    void answersAMissingTableOfAStatementWith400AndItsPlace() {
      problem(given().get(THINGS + "/sql").then(), 400, "TABLE_NOT_FOUND")
          .body("errors", hasSize(1))
          .body("errors[0].line", equalTo(1))
          .body("errors[0].column", equalTo(15));
    }
  }

  @Nested
  class Ids {
    @Test
    void keepsAGivenId() {
      given()
          .header("X-Request-Id", "abc.DEF-1_2")
          .get(THINGS + "/id")
          .then()
          .header("X-Request-Id", equalTo("abc.DEF-1_2"))
          .body("id", equalTo("abc.DEF-1_2"));
    }

    @Test
    void replacesAnIdThatIsNotWellFormed() {
      given()
          .header("X-Request-Id", "a b")
          .get(THINGS + "/id")
          .then()
          .header("X-Request-Id", matchesPattern("[0-9a-f-]{36}"));
    }

    @Test
    void tellsReadinessOnTheMainPort() {
      given().get("/q/health/ready").then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void keepsMetricsAndLivenessOffTheMainPort() {
      given().get("/q/health/live").then().statusCode(404);
      given().get("/q/metrics").then().statusCode(404);
    }
  }
}
