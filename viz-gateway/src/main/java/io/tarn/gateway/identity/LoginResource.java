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
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/session/login}: a browser goes to the OpenID Connect provider, and comes back with
 * a code that becomes a session. What goes wrong is told on the page, which finds the kind of it in
 * the address's fragment: {@code #sign-in-failed=expired}, {@code refused}, {@code unconfirmed},
 * {@code no-role}, {@code unavailable} or {@code failed}.
 */
@Path("/api/v1/session")
@PermitAll
@Blocking
@Tag(name = "Identity")
public class LoginResource {
  private static final UUID NO_ID = new UUID(0, 0);
  private static final Logger LOG = Logger.getLogger(LoginResource.class);

  private final ProviderLogin provider;
  private final SessionStore sessions;
  private final FailureDamping damping;
  private final AuditTrail audit;

  LoginResource(
      ProviderLogin provider, SessionStore sessions, FailureDamping damping, AuditTrail audit) {
    this.provider = provider;
    this.sessions = sessions;
    this.damping = damping;
    this.audit = audit;
  }

  /** Says whether there is a provider, for the page; begins nothing. */
  @HEAD
  @Path("login")
  @Operation(
      operationId = "offersLogin",
      summary = "Whether users sign in at an identity provider",
      description = "Begins nothing.")
  @APIResponse(responseCode = "204", description = "They may")
  @APIResponse(responseCode = "404", description = "NOT_FOUND: there is no provider to sign in at")
  public void offered() {
    var unused = provider.page();
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
      @Parameter(description = "Why there is no code.") @QueryParam("error")
          @Nullable String error) {
    HttpServerRequest request = context.request();
    String page = provider.page();
    try {
      Optional<LoginAttempt> attempt = attempt(request, state);
      if (attempt.isEmpty()) {
        return failed(request, page, "expired");
      }
      if (code == null) {
        audit.note("providerSays", String.valueOf(error));
        return failed(request, page, "refused");
      }
      UserTokens.User user = user(attempt.get(), code, context);
      audit.note("user", user.caller().principal());
      KeySecret session = sessions.begin(user);
      Duration lifetime = Duration.between(Instant.now(), user.until());
      return redirect(page + "/#signed-in")
          .header(HttpHeaders.SET_COOKIE, SessionCookie.set(request, session, lifetime))
          .header(HttpHeaders.SET_COOKIE, SessionCookie.removeLogin(request))
          .build();
    } catch (ProblemException e) {
      return failed(
          request,
          page,
          switch (e.code()) {
            case FORBIDDEN -> "no-role";
            case UNAUTHENTICATED -> "unconfirmed";
            default -> "unavailable";
          });
    } catch (RuntimeException e) {
      LOG.error("Signing in at the identity provider failed", e);
      return failed(request, page, "failed");
    }
  }

  private Response failed(HttpServerRequest request, String page, String kind) {
    audit.note("failed", kind);
    return redirect(page + "/#sign-in-failed=" + kind)
        .header(HttpHeaders.SET_COOKIE, SessionCookie.removeLogin(request))
        .build();
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

  /** What this browser began; empty if it did not, or too long ago. */
  private static Optional<LoginAttempt> attempt(HttpServerRequest request, @Nullable String state) {
    return Optional.ofNullable(request.getCookie(SessionCookie.loginName(request)))
        .map(Cookie::getValue)
        .flatMap(LoginAttempt::fromCookie)
        .filter(attempt -> attempt.state().equals(state));
  }

  private static Response.ResponseBuilder redirect(String address) {
    return Response.seeOther(URI.create(address)).header(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
