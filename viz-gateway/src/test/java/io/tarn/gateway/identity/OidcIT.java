package io.tarn.gateway.identity;

import static io.restassured.RestAssured.given;
import static io.tarn.gateway.Keys.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.tarn.gateway.GatewayTest;
import io.tarn.gateway.Upstreams;
import io.tarn.gateway.identity.Issuer.Token;
import io.tarn.testkit.TestServers;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Users of an OpenID Connect provider at the gateway, which calls its services by TLS. */
@GatewayTest
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
class OidcIT {
  TestServers servers;

  private static void isRefused(String token) {
    as(token)
        .get("/api/v1/me")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .body("code", equalTo("UNAUTHENTICATED"));
  }

  @Test
  void givesAGroupItsRole() {
    as(Token.of("ada", "people", "teachers").signed())
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("principal", equalTo("user:ada"))
        .body("role", equalTo("editor"));
  }

  @Test
  void givesTheHighestRoleOfAllGroups() {
    as(Token.of("ada", "viewer", "lake-editors", "analyst").signed())
        .get("/api/v1/me")
        .then()
        .body("role", equalTo("editor"));
  }

  @Test
  void takesARolesNameForItsGroupUnlessAnotherIsNamed() {
    as(Token.of("eve", "analyst").signed())
        .get("/api/v1/me")
        .then()
        .body("role", equalTo("analyst"));
    as(Token.of("eve", "editor").signed()).get("/api/v1/me").then().statusCode(403);
  }

  @Test
  void refusesAUserWithoutARole() {
    as(Token.of("eve", "people").signed())
        .get("/api/v1/me")
        .then()
        .statusCode(403)
        .body("code", equalTo("FORBIDDEN"))
        .body("detail", containsString("'eve'"));
  }

  @Test
  void refusesATokenForAnotherAudience() {
    isRefused(Token.of("ada", "admin").audience("payroll").signed());
  }

  @Test
  void refusesATokenOfAnotherIssuer() {
    isRefused(Token.of("ada", "admin").issuer("https://evil.example/lake").signed());
  }

  @Test
  void refusesAnExpiredToken() {
    isRefused(Token.of("ada", "admin").expires(Instant.now().minusSeconds(60)).signed());
  }

  @Test
  void refusesATokenThatTheIssuerDidNotSign() {
    isRefused(Token.of("ada", "admin").byAStranger().signed());
  }

  @Test
  void refusesAnUnsignedToken() {
    isRefused(Token.of("ada", "admin").unsigned());
  }

  @Test
  void leavesKeysAsTheyAre() {
    as(Upstreams.BOOTSTRAP)
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("principal", equalTo("launcher"));
    isRefused("tarn_" + "0".repeat(32) + "_" + "0".repeat(64));
    given().get("/api/v1/me").then().statusCode(401);
  }

  @Test
  void handsTheUserOnToAServiceByTls() {
    String authorization =
        as(Token.of("ada", "lake-editors").signed())
            .get("/api/v1/databases")
            .then()
            .statusCode(200)
            .body("service", equalTo("catalog-service"))
            .extract()
            .path("headers.authorization");

    JsonObject claims =
        new JsonObject(new String(Base64.getUrlDecoder().decode(authorization.split("\\.")[1])));
    assertThat(claims.getString("sub")).isEqualTo("user:ada");
    assertThat(claims.getString("iss")).isEqualTo("viz-gateway");
    assertThat(claims.getString("aud")).isEqualTo("catalog-service");
    assertThat(claims.getJsonArray("groups")).contains("editor").doesNotContain("admin");
  }

  @Test
  void handsTheTraceOnToTheService() {
    as(Token.of("ada", "lake-editors").signed())
        .get("/api/v1/databases")
        .then()
        .statusCode(200)
        .body("headers.traceparent", matchesPattern("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
  }

  @Test
  void callsNoServiceWhoseCertificateItDoesNotTrust() {
    as(Token.of("ada", "lake-editors").signed())
        .get("/api/v1/loads")
        .then()
        .statusCode(503)
        .body("code", equalTo("SERVICE_UNAVAILABLE"));
  }

  @Test
  void letsAUserHaveASessionThatEndsWithTheToken() throws Exception {
    Instant end = Instant.now().plusSeconds(100);
    ExtractableResponse<Response> begun =
        as(Token.of("grace", "viewer").expires(end).signed())
            .post("/api/v1/session")
            .then()
            .statusCode(201)
            .body("principal", equalTo("user:grace"))
            .body("role", equalTo("viewer"))
            .extract();

    given()
        .cookies(begun.cookies())
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("principal", equalTo("user:grace"))
        .body("role", equalTo("viewer"));
    assertThat(Issuer.endOfSession(servers, "user:grace")).isBeforeOrEqualTo(end);
  }
}
