package io.tarn.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import java.util.Map;

/** Keys of the gateway under test, and requests with them. */
public final class Keys {
  private Keys() {}

  /** A new key, through the API. */
  public static String key(Role role) {
    return as(Upstreams.BOOTSTRAP)
        .contentType("application/json")
        .body(Map.of("name", role.label() + "-" + Ids.next(), "role", role.label()))
        .post("/api/v1/keys")
        .then()
        .statusCode(201)
        .extract()
        .path("key");
  }

  public static RequestSpecification as(String key) {
    return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + key);
  }

  public static RequestSpecification as(Role role) {
    return as(key(role));
  }
}
