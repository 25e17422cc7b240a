package io.tarn.gateway.identity;

import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpRequest;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The provider's half of signing in to the page: an authorization code with PKCE (RFC 6749, RFC
 * 7636) becomes an ID token, which then counts as any user's token does. Offered if {@code
 * tarn.oidc.page} says where the page is. Blocks until the provider is known.
 */
@ApplicationScoped
class ProviderLogin {
  private static final Logger LOG = Logger.getLogger(ProviderLogin.class);
  private static final String CALLBACK = "/api/v1/session/callback";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final TenantConfigBean tenants;
  private final UserTokens users;
  private final Optional<URI> page;
  private final String client;
  private final Optional<String> secret;
  private final Duration session;
  private final AtomicBoolean looking = new AtomicBoolean();

  ProviderLogin(
      TenantConfigBean tenants,
      UserTokens users,
      IdentitySettings.Oidc settings,
      @ConfigProperty(name = "quarkus.oidc.tenant-enabled") boolean enabled,
      @ConfigProperty(name = "quarkus.oidc.client-id") Optional<String> client,
      @ConfigProperty(name = "quarkus.oidc.credentials.secret") Optional<String> secret) {
    this.tenants = tenants;
    this.users = users;
    this.page = settings.page().filter(address -> enabled);
    this.client = client.orElse("");
    this.secret = secret;
    this.session = settings.session();
  }

  /**
   * Where the page is.
   *
   * @throws ProblemException {@code NOT_FOUND} if signing in at a provider is not offered
   */
  String page() {
    return page.map(address -> address.toString().replaceAll("/+$", ""))
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.NOT_FOUND,
                    "Signing in at an identity provider is not offered here: tarn.oidc.page."));
  }

  /**
   * Where a browser goes to sign in.
   *
   * @throws ProblemException {@code NOT_FOUND}, {@code SERVICE_UNAVAILABLE}
   */
  URI authorization(LoginAttempt attempt) {
    Map<String, String> query = new TreeMap<>();
    query.put("response_type", "code");
    query.put("client_id", client);
    query.put("redirect_uri", page() + CALLBACK);
    query.put("scope", "openid");
    query.put("state", attempt.state());
    query.put("nonce", attempt.nonce());
    query.put("code_challenge", attempt.challenge());
    query.put("code_challenge_method", "S256");
    String address = endpoint(tenant().getOidcMetadata().getAuthorizationUri());
    return URI.create(address + (address.contains("?") ? "&" : "?") + encoded(query));
  }

  /**
   * The user who signed in, until the session ends.
   *
   * @param code what the provider gave the browser
   * @return fails with {@code FORBIDDEN} for a user without a role, {@code UNAUTHENTICATED} if the
   *     provider does not confirm the code, {@code SERVICE_UNAVAILABLE} if it does not answer
   */
  Future<UserTokens.User> user(LoginAttempt attempt, String code, RoutingContext context) {
    Map<String, String> form =
        Map.of(
            "grant_type",
            "authorization_code",
            "code",
            code,
            "redirect_uri",
            page() + CALLBACK,
            "client_id",
            client,
            "code_verifier",
            attempt.verifier());
    TenantConfigContext tenant = tenant();
    HttpRequest<Buffer> request =
        tenant
            .getOidcProviderClient()
            .getWebClient()
            .postAbs(endpoint(tenant.getOidcMetadata().getTokenUri()))
            .timeout(LIMIT.toMillis())
            .putHeader("Accept", "application/json")
            .putHeader("Content-Type", "application/x-www-form-urlencoded");
    secret.ifPresent(text -> request.basicAuthentication(encoded(client), encoded(text)));
    return Future.fromCompletionStage(
            request.sendBuffer(Buffer.buffer(encoded(form))).subscribeAsCompletionStage(),
            context.vertx().getOrCreateContext())
        .recover(ProviderLogin::silent)
        .map(ProviderLogin::idToken)
        .compose(token -> checked(token, attempt, context));
  }

  private Future<UserTokens.User> checked(
      String token, LoginAttempt attempt, RoutingContext context) {
    return users
        .user(token, context)
        .map(
            user ->
                user.filter(valid -> attempt.nonce().equals(nonce(token)))
                    .map(valid -> new UserTokens.User(valid.caller(), Instant.now().plus(session)))
                    .orElseThrow(
                        () -> unconfirmed("the ID token is not valid, or not of this sign-in")));
  }

  private static String idToken(HttpResponse<Buffer> answer) {
    JsonObject body;
    try {
      body = new JsonObject(answer.bodyAsString());
    } catch (DecodeException | NullPointerException e) {
      throw unconfirmed("status " + answer.statusCode() + " without JSON");
    }
    if (answer.statusCode() != 200 || !(body.getValue("id_token") instanceof String token)) {
      throw unconfirmed(
          "status %d, error %s".formatted(answer.statusCode(), body.getValue("error")));
    }
    return token;
  }

  /** Of a token whose signature holds. */
  private static @Nullable String nonce(String token) {
    byte[] payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return new JsonObject(new String(payload, StandardCharsets.UTF_8)).getString("nonce");
  }

  /** Looked for anew, by one caller at a time, if it did not answer when the gateway started. */
  private TenantConfigContext tenant() {
    TenantConfigContext tenant = tenants.getDefaultTenant();
    if (tenant.ready()) {
      return tenant;
    }
    if (!looking.compareAndSet(false, true)) {
      throw unavailable();
    }
    try {
      return tenant.initialize().await().atMost(LIMIT);
    } catch (RuntimeException e) {
      LOG.warnf("The identity provider does not answer: %s", e.getMessage());
      throw unavailable();
    } finally {
      looking.set(false);
    }
  }

  private static String endpoint(@Nullable String address) {
    if (address == null) {
      throw new IllegalStateException("The identity provider names no endpoint for signing in");
    }
    return address;
  }

  private static String encoded(Map<String, String> values) {
    return values.entrySet().stream()
        .map(value -> value.getKey() + "=" + encoded(value.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static <T> Future<T> silent(Throwable failure) {
    LOG.warnf("The identity provider's token endpoint does not answer: %s", failure.getMessage());
    return Future.failedFuture(unavailable());
  }

  private static ProblemException unavailable() {
    return new ProblemException(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The identity provider does not answer; try again in a moment.");
  }

  private static ProblemException unconfirmed(String reason) {
    LOG.warnf("The identity provider did not confirm a sign-in: %s", reason);
    return new ProblemException(
        ErrorCode.UNAUTHENTICATED, "The identity provider did not confirm the sign-in; try again.");
  }
}
