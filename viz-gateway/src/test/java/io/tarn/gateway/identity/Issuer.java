package io.tarn.gateway.identity;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.tarn.embedded.Durably;
import io.tarn.gateway.Service;
import io.tarn.gateway.Upstreams;
import io.tarn.testkit.TestCertificates;
import io.tarn.testkit.TestServers;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * An OpenID Connect provider on this machine, reached by TLS with a certificate of its own: its
 * discovery document, its keys, and the tokens that it issues, also for codes; it takes traces too.
 * Catalog-service is reached by TLS too; ingest-service by TLS with a certificate that nobody
 * trusts.
 */
public class Issuer implements QuarkusTestResourceLifecycleManager {
  static final String AUDIENCE = "lake";
  static final String PAGE = "https://lake.example.org";

  private static final String SECRET = "the client's secret";

  private static final RsaJsonWebKey KEY = key("first");
  private static final RsaJsonWebKey STRANGER = key("first");
  private static final String URL = "tarn.test.issuer";
  private static final Map<String, Grant> GRANTS = new ConcurrentHashMap<>();

  private final Vertx vertx = Vertx.vertx();
  private Path folder;

  /** A token that is as it should be, but for what the test changes. */
  static final class Token {
    private final JwtClaims claims = new JwtClaims();
    private RsaJsonWebKey key = KEY;

    private Token(String user, String... groups) {
      claims.setIssuer(System.getProperty(URL));
      claims.setAudience(AUDIENCE);
      claims.setSubject("id-of-" + user);
      claims.setClaim("preferred_username", user);
      claims.setStringListClaim("groups", groups);
      expires(Instant.now().plusSeconds(300));
    }

    static Token of(String user, String... groups) {
      return new Token(user, groups);
    }

    Token audience(String audience) {
      claims.setAudience(audience);
      return this;
    }

    Token issuer(String issuer) {
      claims.setIssuer(issuer);
      return this;
    }

    Token expires(Instant end) {
      claims.setIssuedAt(NumericDate.fromSeconds(end.getEpochSecond() - 300));
      claims.setExpirationTime(NumericDate.fromSeconds(end.getEpochSecond()));
      return this;
    }

    Token nonce(String nonce) {
      claims.setClaim("nonce", nonce);
      return this;
    }

    Token byAStranger() {
      key = STRANGER;
      return this;
    }

    String unsigned() {
      return sign("none");
    }

    String signed() {
      return sign("RS256");
    }

    private String sign(String algorithm) {
      JsonWebSignature signature = new JsonWebSignature();
      signature.setPayload(claims.toJson());
      signature.setAlgorithmHeaderValue(algorithm);
      signature.setHeader("typ", "JWT");
      if (algorithm.equals("none")) {
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      } else {
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
      }
      try {
        return signature.getCompactSerialization();
      } catch (JoseException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /**
   * What a user who signs in here leads to.
   *
   * @param asked what the browser came with: the query of the authorization endpoint
   * @param token the ID token, without the nonce
   */
  private record Grant(Map<String, String> asked, Token token) {}

  /** The code of somebody who signs in. */
  static String signIn(Map<String, String> asked, Token token) {
    String code = "code-" + GRANTS.size();
    GRANTS.put(code, new Grant(asked, token));
    return code;
  }

  /** When the only session of a user ends. */
  static Instant endOfSession(TestServers servers, String user) throws SQLException {
    try (Connection connection = servers.connect();
        PreparedStatement statement =
            connection.prepareStatement("SELECT expires_at FROM viz.session WHERE user_name = ?")) {
      statement.setString(1, user);
      try (ResultSet rows = statement.executeQuery()) {
        if (!rows.next()) {
          throw new IllegalStateException(user + " has no session");
        }
        Instant end = rows.getTimestamp(1).toInstant();
        if (rows.next()) {
          throw new IllegalStateException(user + " has several sessions");
        }
        return end;
      }
    }
  }

  /** After the {@link Upstreams}, some of whose addresses this replaces. */
  @Override
  public int order() {
    return 10;
  }

  @Override
  public Map<String, String> start() {
    try {
      folder = Files.createTempDirectory("issuer-");
      TestCertificates trusted = TestCertificates.in(folder.resolve("trusted"));
      TestCertificates foreign = TestCertificates.in(folder.resolve("foreign"));
      String origin = "https://localhost:" + listen(trusted, this::answer).actualPort();
      String issuer = origin + "/lake";
      System.setProperty(URL, issuer);
      Map<String, String> settings = new HashMap<>();
      settings.put("quarkus.oidc.tenant-enabled", "true");
      settings.put("quarkus.oidc.auth-server-url", issuer);
      settings.put("quarkus.oidc.client-id", AUDIENCE);
      settings.put("quarkus.oidc.credentials.secret", SECRET);
      settings.put("tarn.oidc.page", PAGE + "/");
      settings.put("quarkus.oidc.tls.tls-configuration-name", "pods");
      settings.put("quarkus.otel.sdk.disabled", "false");
      settings.put("quarkus.otel.exporter.otlp.endpoint", origin);
      settings.put("quarkus.otel.exporter.otlp.protocol", "http/protobuf");
      settings.put("quarkus.otel.exporter.otlp.tls-configuration-name", "pods");
      settings.put("tarn.oidc.roles.editor", "lake-editors,teachers");
      settings.put("quarkus.tls.pods.trust-store.pem.certs", trusted.certificate().toString());
      settings.put("tarn.tls.configuration", "pods");
      settings.put("tarn.catalog.url", secured(trusted, Service.CATALOG));
      settings.put("tarn.ingest.url", secured(foreign, Service.INGEST));
      return settings;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    try {
      Durably.deleteTree(folder);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String secured(TestCertificates certificates, Service service) {
    HttpServer server = listen(certificates, Upstreams.handler(vertx, service));
    return "https://localhost:" + server.actualPort();
  }

  private HttpServer listen(
      TestCertificates certificates, io.vertx.core.Handler<HttpServerRequest> handler) {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setSsl(true)
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(certificates.certificate().toString())
                        .setKeyPath(certificates.privateKey().toString())))
        .requestHandler(handler)
        .listen(0, "localhost")
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private void answer(HttpServerRequest request) {
    if (request.path().equals("/lake/token")) {
      request.setExpectMultipart(true).endHandler(end -> exchange(request));
      return;
    }
    String issuer = System.getProperty(URL);
    JsonObject body =
        switch (request.path()) {
          case "/lake/.well-known/openid-configuration" ->
              new JsonObject()
                  .put("issuer", issuer)
                  .put("jwks_uri", issuer + "/keys")
                  .put("authorization_endpoint", issuer + "/authorize")
                  .put("token_endpoint", issuer + "/token");
          case "/lake/keys" ->
              new JsonObject()
                  .put(
                      "keys",
                      new JsonArray(
                          List.of(
                              new JsonObject(
                                  KEY.toJson(
                                      org.jose4j.jwk.JsonWebKey.OutputControlLevel.PUBLIC_ONLY)))));
          case "/v1/traces" -> new JsonObject();
          default -> null;
        };
    if (body == null) {
      request.response().setStatusCode(404).end();
    } else {
      request.response().putHeader("Content-Type", "application/json").end(body.toBuffer());
    }
  }

  /** A code for tokens, once, for whom it was made. */
  private static void exchange(HttpServerRequest request) {
    MultiMap form = request.formAttributes();
    Grant grant = GRANTS.remove(form.get("code"));
    String client = AUDIENCE + ":" + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    boolean right =
        grant != null
            && request.getHeader("Content-Length") != null
            && request
                .getHeader("Authorization")
                .equals("Basic " + Base64.getEncoder().encodeToString(client.getBytes()))
            && form.get("grant_type").equals("authorization_code")
            && form.get("redirect_uri").equals(grant.asked().get("redirect_uri"))
            && challenge(form.get("code_verifier")).equals(grant.asked().get("code_challenge"));
    JsonObject body =
        right
            ? new JsonObject().put("token_type", "Bearer").put("id_token", grant.token().signed())
            : new JsonObject().put("error", "invalid_grant");
    request
        .response()
        .setStatusCode(right ? 200 : 400)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }

  private static String challenge(String verifier) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(KeySecret.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
  }

  private static RsaJsonWebKey key(String id) {
    try {
      RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
      key.setKeyId(id);
      key.setAlgorithm("RS256");
      key.setUse("sig");
      return key;
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
