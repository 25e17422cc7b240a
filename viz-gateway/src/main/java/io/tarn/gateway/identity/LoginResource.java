package io.tarn.gateway.identity;

import io.smallrye.common.annotation.Blocking;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.audit.Access;
import io.tarn.rest.audit.AuditTrail;
import io.tarn.rest.audit.Audited;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/session/login}: a browser goes to the OpenID Connect provider, and comes back with
 * a code that becomes a session. What goes wrong is told on the page, in the address's fragment.
 */
@Path("/api/v1/session")
@PermitAll
@Blocking
@Tag(name = "Identity")
public class LoginResource {
  private static final UUID NO_ID = new UUID(0, 0);
  private static final int MAX_REASON = 300;

  private final ProviderLogin provider;
  private final SessionStore sessions;
  private final FailureDamping damping;
  private final AuditTrail audit;
  private final IdentitySettings.Session settings;

  LoginResource(
      ProviderLogin provider,
      SessionStore sessions,
      FailureDamping damping,
      AuditTrail audit,
      IdentitySettings.Session settings) {
    this.provider = provider;
    this.sessions = sessions;
    this.damping = damping;
    this.audit = audit;
    this.settings = settings;
  }

  /** Sends the browser to the provider. */
  @GET
  @Path("login")
  @Operation(
      operationId = "beginLogin",
      summary = "Sign in at the identity provider",
      description = "For browsers: the page is where the provider sends them back to.")
  @APIResponse(responseCode = "303", description = "To the provider")
  @APIResponse(responseCode = "404", description = "NOT_FOUND: there is no provider to sign in at")
  @APIResponse(responseCode = "503", description = "SERVICE_UNAVAILABLE: it does not answer")
  public Response begin(@Context HttpServerRequest request) {
    LoginAttempt attempt = LoginAttempt.random();
    return redirect(provider.authorization(attempt).toString())
        .header(HttpHeaders.SET_COOKIE, SessionCookie.setLogin(request, attempt))
        .build();
  }

  /** Takes the browser back from the provider. */
  @GET
  @Path("callback")
  @Audited(Access.WRITE)
  @Operation(
      operationId = "endLogin",
      summary = "Come back from the identity provider",
      description =
          "For browsers: exchanges the provider's code for the session's cookie. What goes wrong"
              + " is told on the page.")
  @APIResponse(responseCode = "303", description = "To the page")
  @APIResponse(responseCode = "404", description = "NOT_FOUND: there is no provider to sign in at")
  public Response end(
      @Context RoutingContext context,
      @Parameter(description = "The provider's code.") @QueryParam("code") @Nullable String code,
      @Parameter(description = "The state of the sign-in.") @QueryParam("state")
          @Nullable String state,
      @Parameter(description = "Why there is no code.") @QueryParam("error") @Nullable String error,
      @Parameter(description = "The same in words.") @QueryParam("error_description")
          @Nullable String description) {
    HttpServerRequest request = context.request();
    String page = provider.page();
    Response.ResponseBuilder answer;
    try {
      LoginAttempt attempt = attempt(request, state);
      if (code == null) {
        throw new ProblemException(
            ErrorCode.UNAUTHENTICATED,
            "The identity provider says: " + reason(description == null ? error : description));
      }
      UserTokens.User user = user(attempt, code, context);
      audit.note("user", user.caller().principal());
      KeySecret session = sessions.begin(user);
      answer =
          redirect(page + "/#signed-in")
              .header(
                  HttpHeaders.SET_COOKIE, SessionCookie.set(request, session, settings.lifetime()));
    } catch (ProblemException e) {
      audit.note("refused", e.code().name());
      answer =
          redirect(
              page
                  + "/#sign-in-failed="
                  + URLEncoder.encode(e.detail(), StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return answer.header(HttpHeaders.SET_COOKIE, SessionCookie.removeLogin(request)).build();
  }

  private UserTokens.User user(LoginAttempt attempt, String code, RoutingContext context) {
    String address = Presented.in(context.request()).address();
    damping.admit(address, NO_ID);
    try {
      return provider.user(attempt, code, context).toCompletionStage().toCompletableFuture().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof ProblemException problem) {
        if (problem.code() == ErrorCode.UNAUTHENTICATED) {
          damping.failed(address, NO_ID);
        }
        throw problem;
      }
      throw e;
    }
  }

  private static LoginAttempt attempt(HttpServerRequest request, @Nullable String state) {
    return Optional.ofNullable(request.getCookie(SessionCookie.loginName(request)))
        .map(Cookie::getValue)
        .flatMap(LoginAttempt::fromCookie)
        .filter(attempt -> attempt.state().equals(state))
        .orElseThrow(
            () ->
                new ProblemException(
                    ErrorCode.UNAUTHENTICATED,
                    "Signing in took too long, or began in another window; try again."));
  }

  private static String reason(@Nullable String text) {
    return text == null || text.isBlank()
        ? "nothing"
        : text.substring(0, Math.min(text.length(), MAX_REASON));
  }

  private static Response.ResponseBuilder redirect(String address) {
    return Response.seeOther(URI.create(address)).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
