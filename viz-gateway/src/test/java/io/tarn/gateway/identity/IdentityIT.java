package io.tarn.gateway.identity;

import static io.restassured.RestAssured.given;
import static io.tarn.gateway.Keys.as;
import static io.tarn.gateway.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import io.restassured.http.ContentType;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.tarn.gateway.GatewayTest;
import io.tarn.gateway.Upstreams;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.testkit.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@GatewayTest
class IdentityIT {
  TestServers servers;

  static Map<String, String> wanted(String role) {
    return Map.of("name", "key-" + Ids.next(), "role", role);
  }

  static ExtractableResponse<Response> session(String key) {
    return as(key).post("/api/v1/session").then().statusCode(201).extract();
  }

  @Nested
  class ApiKeys {
    @Test
    void letTheBootstrapSecretBeTheLauncher() {
      as(Upstreams.BOOTSTRAP)
          .get("/api/v1/me")
          .then()
          .statusCode(200)
          .body("principal", equalTo("launcher"))
          .body("role", equalTo("admin"))
          .body("rights", hasItems("keys:manage", "dashboards:read"));
    }

    @Test
    void giveTheirRolesRights() {
      as(Role.VIEWER)
          .get("/api/v1/me")
          .then()
          .statusCode(200)
          .body("role", equalTo("viewer"))
          .body("rights", equalTo(java.util.List.of("dashboards:read", "catalog:read")));
    }

    @Test
    void areShownOnceAndStoredHashed() throws Exception {
      String key = key(Role.EDITOR);
      assertThat(key).matches("tarn_[0-9a-f]{32}_[0-9a-f]{64}");
      String secret = key.substring(38);
      try (Connection connection = servers.connect();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT count(*) FROM viz.api_key k WHERE k::text LIKE '%" + secret + "%'")) {
        rows.next();
        assertThat(rows.getInt(1)).isZero();
      }
      String list = as(Role.ADMIN).get("/api/v1/keys?limit=1000").body().asString();
      assertThat(list).contains("\"role\":\"editor\"").doesNotContain(secret);
    }

    @Test
    void areForAdministratorsOnly() {
      as(Role.EDITOR)
          .contentType(ContentType.JSON)
          .body(wanted("viewer"))
          .post("/api/v1/keys")
          .then()
          .statusCode(403)
          .body("code", equalTo("FORBIDDEN"));
    }

    @Test
    void endWithTheRequestAfterTheirRevocation() {
      String admin = key(Role.ADMIN);
      ExtractableResponse<Response> made =
          as(admin)
              .contentType(ContentType.JSON)
              .body(wanted("viewer"))
              .post("/api/v1/keys")
              .then()
              .extract();
      String key = made.path("key");
      as(key).get("/api/v1/me").then().statusCode(200);
      as(admin).delete("/api/v1/keys/" + made.path("id")).then().statusCode(204);
      as(key).get("/api/v1/me").then().statusCode(401).body("code", equalTo("UNAUTHENTICATED"));
      as(admin)
          .delete("/api/v1/keys/" + made.path("id"))
          .then()
          .statusCode(404)
          .body("code", equalTo("KEY_NOT_FOUND"));
    }

    @Test
    void endAtTheirTime() throws Exception {
      ExtractableResponse<Response> made =
          as(Role.ADMIN)
              .contentType(ContentType.JSON)
              .body(
                  Map.of(
                      "name",
                      "short-" + Ids.next(),
                      "role",
                      "viewer",
                      "expiresAt",
                      Instant.now().plusSeconds(3600).toString()))
              .post("/api/v1/keys")
              .then()
              .statusCode(201)
              .extract();
      as((String) made.path("key")).get("/api/v1/me").then().statusCode(200);
      try (Connection connection = servers.connect();
          Statement statement = connection.createStatement()) {
        statement.execute(
            "UPDATE viz.api_key SET expires_at = now() WHERE id = '" + made.path("id") + "'");
      }
      as((String) made.path("key")).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void answerARepeatedRequestAlike() {
      Map<String, String> body = wanted("viewer");
      String admin = key(Role.ADMIN);
      String idempotencyKey = Ids.next().toString();
      String first =
          as(admin)
              .contentType(ContentType.JSON)
              .header("Idempotency-Key", idempotencyKey)
              .body(body)
              .post("/api/v1/keys")
              .then()
              .statusCode(201)
              .extract()
              .body()
              .asString();
      as(admin)
          .contentType(ContentType.JSON)
          .header("Idempotency-Key", idempotencyKey)
          .body(body)
          .post("/api/v1/keys")
          .then()
          .statusCode(201)
          .body(equalTo(first));
      as(admin)
          .contentType(ContentType.JSON)
          .header("Idempotency-Key", idempotencyKey)
          .body(wanted("admin"))
          .post("/api/v1/keys")
          .then()
          .statusCode(409)
          .body("code", equalTo("IDEMPOTENCY_CONFLICT"));
    }

    @Test
    void haveNamesOfTheirOwn() {
      Map<String, String> body = wanted("viewer");
      String admin = key(Role.ADMIN);
      as(admin)
          .contentType(ContentType.JSON)
          .body(body)
          .post("/api/v1/keys")
          .then()
          .statusCode(201);
      as(admin)
          .contentType(ContentType.JSON)
          .body(body)
          .post("/api/v1/keys")
          .then()
          .statusCode(409)
          .body("code", equalTo("CONFLICT"));
    }

    @Test
    void refuseTheLaunchersNameAndPastTimes() {
      String admin = key(Role.ADMIN);
      as(admin)
          .contentType(ContentType.JSON)
          .body(Map.of("name", "Launcher", "role", "viewer"))
          .post("/api/v1/keys")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/name"));
      as(admin)
          .contentType(ContentType.JSON)
          .body(Map.of("name", "x", "role", "viewer", "expiresAt", "2020-01-01T00:00:00Z"))
          .post("/api/v1/keys")
          .then()
          .statusCode(400)
          .body("errors[0].pointer", equalTo("/expiresAt"));
    }

    @Test
    void areListedInPages() {
      String admin = key(Role.ADMIN);
      String next =
          as(admin)
              .get("/api/v1/keys?limit=1")
              .then()
              .statusCode(200)
              .extract()
              .path("nextPageToken");
      as(admin)
          .queryParam("pageToken", next)
          .queryParam("limit", 1)
          .get("/api/v1/keys")
          .then()
          .statusCode(200)
          .body("items.size()", equalTo(1));
    }

    @Test
    void areRefusedWhenTheSecretIsWrong() {
      String key = key(Role.VIEWER);
      String wrong = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
      as(wrong)
          .get("/api/v1/me")
          .then()
          .statusCode(401)
          .header("WWW-Authenticate", equalTo("Bearer"))
          .contentType("application/problem+json");
    }

    @Test
    void areNeededForEverythingElse() {
      given().get("/api/v1/me").then().statusCode(401);
      given().get("/api/v1/loads").then().statusCode(401).contentType("application/problem+json");
    }
  }

  @Nested
  class Sessions {
    @Test
    void liveByTheCookieAlone() {
      ExtractableResponse<Response> begun = session(key(Role.ANALYST));
      Map.Entry<String, String> cookie = begun.cookies().entrySet().iterator().next();
      assertThat(cookie.getKey()).startsWith("tarn_session");
      assertThat(begun.header("Set-Cookie"))
          .contains("HttpOnly")
          .contains("SameSite=Strict")
          .contains("Path=/");
      given()
          .cookie(cookie.getKey(), cookie.getValue())
          .get("/api/v1/session")
          .then()
          .statusCode(200)
          .body("role", equalTo("analyst"))
          .body("csrfToken", equalTo(begun.path("csrfToken")));
    }

    @Test
    void changeNothingWithoutTheCsrfToken() {
      ExtractableResponse<Response> begun = session(key(Role.ADMIN));
      given()
          .cookies(begun.cookies())
          .contentType(ContentType.JSON)
          .body(wanted("viewer"))
          .post("/api/v1/keys")
          .then()
          .statusCode(403)
          .body("detail", containsString("X-CSRF-Token"));
      given()
          .cookies(begun.cookies())
          .header("X-CSRF-Token", (String) begun.path("csrfToken"))
          .contentType(ContentType.JSON)
          .body(wanted("viewer"))
          .post("/api/v1/keys")
          .then()
          .statusCode(201);
    }

    @Test
    void changeNothingForAnotherOrigin() {
      ExtractableResponse<Response> begun = session(key(Role.ADMIN));
      given()
          .cookies(begun.cookies())
          .header("X-CSRF-Token", (String) begun.path("csrfToken"))
          .header("Origin", "http://evil.example")
          .contentType(ContentType.JSON)
          .body(wanted("viewer"))
          .post("/api/v1/keys")
          .then()
          .statusCode(403);
    }

    @Test
    void endWhenTheySignOut() {
      ExtractableResponse<Response> begun = session(key(Role.VIEWER));
      given()
          .cookies(begun.cookies())
          .header("X-CSRF-Token", (String) begun.path("csrfToken"))
          .delete("/api/v1/session")
          .then()
          .statusCode(204)
          .header("Set-Cookie", containsString("Max-Age=0"));
      given().cookies(begun.cookies()).get("/api/v1/session").then().statusCode(401);
    }

    @Test
    void endWithTheirKey() {
      String admin = key(Role.ADMIN);
      ExtractableResponse<Response> made =
          as(admin)
              .contentType(ContentType.JSON)
              .body(wanted("viewer"))
              .post("/api/v1/keys")
              .then()
              .extract();
      ExtractableResponse<Response> begun = session(made.path("key"));
      as(admin).delete("/api/v1/keys/" + made.path("id")).then().statusCode(204);
      given().cookies(begun.cookies()).get("/api/v1/me").then().statusCode(401);
    }

    @Test
    void beginWithAKeyOnly() {
      ExtractableResponse<Response> begun = session(key(Role.VIEWER));
      given()
          .cookies(begun.cookies())
          .header("X-CSRF-Token", (String) begun.path("csrfToken"))
          .post("/api/v1/session")
          .then()
          .statusCode(401);
    }

    @Test
    void ofTheLauncherLiveToo() {
      ExtractableResponse<Response> begun = session(Upstreams.BOOTSTRAP);
      given()
          .cookies(begun.cookies())
          .get("/api/v1/me")
          .then()
          .statusCode(200)
          .body("principal", equalTo("launcher"));
    }
  }

  @Test
  void offersNoProviderWhereThereIsNone() {
    for (String path : new String[] {"login", "callback?code=c&state=s"}) {
      given()
          .redirects()
          .follow(false)
          .get("/api/v1/session/" + path)
          .then()
          .statusCode(404)
          .body("code", equalTo("NOT_FOUND"));
    }
  }
}
