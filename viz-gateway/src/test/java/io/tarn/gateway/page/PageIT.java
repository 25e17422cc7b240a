package io.tarn.gateway.page;

import static io.restassured.RestAssured.given;
import static io.tarn.gateway.Keys.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.tarn.gateway.GatewayTest;
import io.tarn.kernel.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@GatewayTest
class PageIT {
  static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/index.html", "/dashboards/oulad", "/data/oulad/studentinfo", "/sql"})
  void isTheSameDocumentAtEachOfItsAddresses(String path) {
    given()
        .accept(BROWSER)
        .get(path)
        .then()
        .statusCode(200)
        .contentType("text/html")
        .header("Cache-Control", equalTo("no-cache"))
        .header("X-Content-Type-Options", equalTo("nosniff"))
        .header("Content-Security-Policy", containsString("script-src 'self';"))
        .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
        .body(containsString("The page of the tests"));
  }

  @Test
  void letsBrowsersKeepFilesWithAHash() {
    given()
        .get("/assets/index-0a1b2c3d.js")
        .then()
        .statusCode(200)
        .header("Cache-Control", containsString("immutable"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/assets/index-ffffffff.js", "/api/v1/nothing", "/api/nothing", "/q/metrics"})
  void isNotWhatIsMissing(String path) {
    given()
        .accept(BROWSER)
        .get(path)
        .then()
        .statusCode(404)
        .body(not(containsString("The page of the tests")));
  }

  @Test
  void isForThoseWhoReadHtml() {
    given()
        .accept("application/json")
        .get("/dashboards/oulad")
        .then()
        .statusCode(404)
        .contentType("application/problem+json");
  }

  @Test
  void explainsEachProblem() {
    given()
        .accept(BROWSER)
        .get("/problems/TABLE_NOT_FOUND")
        .then()
        .statusCode(200)
        .contentType("text/html")
        .body(containsString("The table does not exist"))
        .body(containsString("What to do"));
    given()
        .accept("application/json")
        .get("/problems")
        .then()
        .statusCode(200)
        .body("code", hasItem("INTERNAL_ERROR"));
    given().get("/problems/NONE").then().statusCode(404);
  }

  @Test
  void isReadOnlyFromItsOwnOrigin() {
    as(Role.VIEWER)
        .header("Origin", "http://other.example")
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .header("Access-Control-Allow-Origin", nullValue());
  }
}
