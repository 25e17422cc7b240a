package io.tarn.rest.audit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.tarn.kernel.Caller;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.rest.KeyFolder;
import io.tarn.rest.ServiceTokens;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KeyFolder.class)
class AuditIT {
  private final String requestId = Ids.next().toString();

  @Inject AuditEntries entries;
  @Inject ServiceTokens tokens;

  private RequestSpecification request() {
    return given().header("X-Request-Id", requestId);
  }

  private RequestSpecification as(String principal, Role role) {
    return request()
        .header(
            "Authorization", "Bearer " + tokens.mint(new Caller(principal, role), "test-service"));
  }

  /** The only entry of this test's request; it is written just after the answer. */
  private AuditEntry entry() {
    List<AuditEntry> found =
        Awaitility.await().until(() -> entries.of(requestId), list -> !list.isEmpty());
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  @Test
  void tellsWhoReadWhat() {
    as("ada", Role.EDITOR).get("/api/v1/audited/oulad").then().statusCode(200);

    assertThat(entry())
        .satisfies(
            entry -> {
              assertThat(entry.principal()).isEqualTo("ada");
              assertThat(entry.role()).isEqualTo("editor");
              assertThat(entry.access()).isEqualTo(Access.READ);
              assertThat(entry.action()).isEqualTo("readThing");
              assertThat(entry.resource()).isEqualTo("/api/v1/audited/oulad");
              assertThat(entry.outcome()).isEqualTo(AuditEntry.Outcome.SUCCESS);
              assertThat(entry.status()).isEqualTo(200);
              assertThat(entry.details()).isEqualTo(Map.of("rows", 7));
            });
  }

  @Test
  void takesTheAccessFromWhatTheRequestTurnedOutToDo() {
    as("ada", Role.VIEWER).post("/api/v1/audited/search").then().statusCode(200);

    assertThat(entry().access()).isEqualTo(Access.READ);
  }

  @Test
  void tellsWhoChangedRights() {
    as("root", Role.ADMIN).delete("/api/v1/audited/key").then().statusCode(204);

    assertThat(entry())
        .extracting(AuditEntry::access, AuditEntry::action, AuditEntry::principal)
        .containsExactly(Access.GRANT, "revokeThing", "root");
  }

  @Test
  void tellsWhoWasDeniedWhat() {
    as("eve", Role.VIEWER).delete("/api/v1/audited/key").then().statusCode(403);

    assertThat(entry())
        .extracting(AuditEntry::outcome, AuditEntry::principal, AuditEntry::resource)
        .containsExactly(AuditEntry.Outcome.DENIED, "eve", "/api/v1/audited/key");
  }

  @Test
  void tellsOfCallersThatNobodyKnows() {
    request()
        .header("Authorization", "Bearer x.y.z")
        .get("/api/v1/audited/a")
        .then()
        .statusCode(401);

    assertThat(entry())
        .extracting(AuditEntry::outcome, AuditEntry::principal, AuditEntry::action)
        .containsExactly(AuditEntry.Outcome.DENIED, null, "GET");
  }

  @Test
  void entersAStreamWhenItOpens() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
      String token = tokens.mint(new Caller("ada", Role.VIEWER), "test-service");
      socket
          .getOutputStream()
          .write(
              ("GET /api/v1/audited/stream/events HTTP/1.1\r\nHost: x\r\nX-Request-Id: "
                      + requestId
                      + "\r\nAuthorization: Bearer "
                      + token
                      + "\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      assertThat(in.readLine()).startsWith("HTTP/1.1 200");

      assertThat(entry().action()).isEqualTo("followThings");
    }
  }

  @Test
  void saysNothingOfPublicPages() {
    String read = Ids.next().toString();
    request().get("/api/v1/audited/public/page").then().statusCode(200);
    given()
        .header("X-Request-Id", read)
        .header(
            "Authorization",
            "Bearer " + tokens.mint(new Caller("ada", Role.VIEWER), "test-service"))
        .get("/api/v1/audited/a");

    Awaitility.await().until(() -> !entries.of(read).isEmpty());
    assertThat(entries.of(requestId)).isEmpty();
  }
}
