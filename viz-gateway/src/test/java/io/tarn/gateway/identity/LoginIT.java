package io.tarn.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.response.Response;
import io.tarn.gateway.GatewayTest;
import io.tarn.gateway.identity.Issuer.Token;
import io.tarn.testkit.TestServers;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A browser that signs in to the page at an OpenID Connect provider. */
@GatewayTest
@QuarkusTestResource(value = Issuer.class, restrictToAnnotatedClass = true)
class LoginIT {
  private static final String CALLBACK = "/api/v1/session/callback";

  TestServers servers;

  /** What the gateway sent the browser to the provider with. */
  private record Sent(Map<String, String> asked, Map<String, String> cookies) {}

  private static Sent begin() {
    Response answer = given().redirects().follow(false).get("/api/v1/session/login");
    assertThat(answer.statusCode()).isEqualTo(303);
    URI location = URI.create(answer.header("Location"));
    assertThat(location.getPath()).isEqualTo("/lake/authorize");
    return new Sent(words(location.getRawQuery()), answer.cookies());
  }

  private static Response end(Sent sent, String code) {
    return given()
        .redirects()
        .follow(false)
        .cookies(sent.cookies())
        .queryParam("code", code)
        .queryParam("state", sent.asked().get("state"))
        .get(CALLBACK);
  }

  private static Map<String, String> words(String query) {
    Map<String, String> words = new TreeMap<>();
    for (String word : query.split("&")) {
      int equals = word.indexOf('=');
      words.put(
          word.substring(0, equals),
          URLDecoder.decode(word.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return words;
  }

  private static Token token(Sent sent, String user, String... groups) {
    return Token.of(user, groups).nonce(sent.asked().get("nonce"));
  }

  private static void failed(Response answer, String kind) {
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo(Issuer.PAGE + "/#sign-in-failed=" + kind);
    assertThat(answer.cookies().keySet()).noneMatch(name -> name.startsWith("tarn_session"));
  }

  @Test
  void asksTheProviderForACodeThatOnlyThisBrowserCanUse() {
    Sent first = begin();
    Sent second = begin();

    assertThat(first.asked())
        .containsEntry("response_type", "code")
        .containsEntry("client_id", Issuer.AUDIENCE)
        .containsEntry("redirect_uri", Issuer.PAGE + CALLBACK)
        .containsEntry("scope", "openid")
        .containsEntry("code_challenge_method", "S256");
    for (String random : new String[] {"state", "nonce", "code_challenge"}) {
      assertThat(first.asked().get(random)).hasSize(43).isNotEqualTo(second.asked().get(random));
    }
    String cookie =
        given().redirects().follow(false).get("/api/v1/session/login").header("Set-Cookie");
    assertThat(cookie)
        .matches("tarn_login\\w*=.*")
        .contains("HttpOnly", "SameSite=Lax", "Path=/api/v1/session", "Max-Age=600");
  }

  @Test
  void makesASessionOfTheProvidersCode() {
    Sent sent = begin();

    Response answer = end(sent, Issuer.signIn(sent.asked(), token(sent, "ada", "teachers")));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.header("Location")).isEqualTo(Issuer.PAGE + "/#signed-in");
    given()
        .cookies(answer.cookies())
        .get("/api/v1/session")
        .then()
        .statusCode(200)
        .body("principal", equalTo("user:ada"))
        .body("role", equalTo("editor"));
  }

  @Test
  void saysThatThereIsAProviderAndBeginsNothing() {
    Response answer = given().head("/api/v1/session/login");

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void theSessionOutlivesTheToken() throws Exception {
    Sent sent = begin();
    Instant soon = Instant.now().plusSeconds(30);

    Response answer =
        end(sent, Issuer.signIn(sent.asked(), token(sent, "hopper", "viewer").expires(soon)));

    assertThat(answer.header("Location")).endsWith("#signed-in");
    assertThat(Issuer.endOfSession(servers, "user:hopper"))
        .isBetween(soon.plus(Duration.ofHours(7)), soon.plus(Duration.ofHours(8)));
  }

  @Test
  void takesACodeOnce() {
    Sent sent = begin();
    String code = Issuer.signIn(sent.asked(), token(sent, "ada", "teachers"));

    assertThat(end(sent, code).header("Location")).endsWith("#signed-in");
    failed(end(sent, code), "unconfirmed");
  }

  @Test
  void refusesACodeThatAnotherBrowserAskedFor() {
    Sent own = begin();
    Sent other = begin();
    String code = Issuer.signIn(other.asked(), token(other, "mallory", "teachers"));

    failed(end(own, code), "unconfirmed");
    failed(
        given()
            .redirects()
            .follow(false)
            .cookies(own.cookies())
            .queryParam("code", code)
            .queryParam("state", other.asked().get("state"))
            .get(CALLBACK),
        "expired");
  }

  @Test
  void refusesAStateWithoutItsCookie() {
    Sent sent = begin();
    String code = Issuer.signIn(sent.asked(), token(sent, "ada", "teachers"));

    failed(end(new Sent(sent.asked(), Map.of()), code), "expired");
  }

  @Test
  void refusesATokenOfAnotherSignIn() {
    Sent sent = begin();
    String code =
        Issuer.signIn(
            sent.asked(), Token.of("ada", "teachers").nonce(UUID.randomUUID().toString()));

    failed(end(sent, code), "unconfirmed");
  }

  @Test
  void refusesATokenThatTheProviderDidNotSign() {
    Sent sent = begin();
    String code = Issuer.signIn(sent.asked(), token(sent, "ada", "teachers").byAStranger());

    failed(end(sent, code), "unconfirmed");
  }

  @Test
  void tellsAUserWithoutARoleSo() {
    Sent sent = begin();

    failed(end(sent, Issuer.signIn(sent.asked(), token(sent, "eve", "people"))), "no-role");
  }

  @Test
  void tellsThatTheProviderRefuses() {
    Sent sent = begin();

    failed(
        given()
            .redirects()
            .follow(false)
            .cookies(sent.cookies())
            .queryParam("error", "access_denied")
            .queryParam("state", sent.asked().get("state"))
            .get(CALLBACK),
        "refused");
  }
}
