package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.rest.CallerContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api/v1/session}: the page exchanges a key or a user's token for a cookie, and gives it
 * back.
 */
@Path("/api/v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identity")
public class SessionResource {
  /**
   * A session, as the page needs it.
   *
   * @param principal the name of the key or user
   * @param role its role
   * @param csrfToken what unsafe requests with the cookie send as {@code X-CSRF-Token}
   */
  public record Session(String principal, Role role, String csrfToken) {}

  private final CallerContext callers;
  private final SessionStore sessions;
  private final BootstrapKey bootstrap;
  private final IdentitySettings.Session settings;

  SessionResource(
      CallerContext callers,
      SessionStore sessions,
      BootstrapKey bootstrap,
      IdentitySettings.Session settings) {
    this.callers = callers;
    this.sessions = sessions;
    this.bootstrap = bootstrap;
    this.settings = settings;
  }

  /** Begins a session with the key or token in {@code Authorization}. */
  @POST
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "beginSession",
      summary = "Sign in",
      description =
          "Exchanges the key or the user's token in Authorization for the HttpOnly cookie"
              + " tarn_session (on an unusual port tarn_session_<port>), with which a browser"
              + " opens streams and links.")
  @APIResponse(
      responseCode = "201",
      description = "The session has begun",
      content = @Content(schema = @Schema(implementation = Session.class)))
  public Response begin(@Context RoutingContext context) {
    HttpServerRequest request = context.request();
    Caller caller = callers.caller();
    String key = Presented.in(request).bearer();
    if (key == null) {
      throw new ProblemException(
          ErrorCode.UNAUTHENTICATED,
          "A session begins with a key or a token: Authorization: Bearer <key>.");
    }
    Optional<UserTokens.User> user = Authenticator.user(context);
    KeySecret session =
        user.map(sessions::begin)
            .or(() -> KeySecret.fromKey(key).map(secret -> sessions.begin(secret.id())))
            .or(() -> bootstrap.hash().map(sessions::beginBootstrap))
            .orElseThrow(SessionResource::none);
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.SET_COOKIE, SessionCookie.set(request, session, settings.lifetime()))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(answer(caller, session))
        .build();
  }

  /** The session of the cookie. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getSession",
      summary = "The living session",
      description = "Principal, role and csrfToken of the cookie's session; 401 if there is none.")
  public Response session(@Context HttpServerRequest request) {
    Session session = answer(callers.caller(), own(request));
    return Response.ok(session).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  /** Ends the session of the cookie. */
  @DELETE
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "endSession",
      summary = "Sign out",
      description = "Ends the cookie's session and removes the cookie.")
  public Response end(@Context HttpServerRequest request) {
    sessions.end(own(request).id());
    return Response.noContent()
        .header(HttpHeaders.SET_COOKIE, SessionCookie.remove(request))
        .build();
  }

  private static KeySecret own(HttpServerRequest request) {
    Presented presented = Presented.in(request);
    if (presented.bearer() != null || presented.cookie() == null) {
      throw none();
    }
    return KeySecret.fromCookie(presented.cookie()).orElseThrow(SessionResource::none);
  }

  private static Session answer(Caller caller, KeySecret session) {
    return new Session(caller.principal(), caller.role(), SessionCookie.csrfToken(session));
  }

  private static ProblemException none() {
    return new ProblemException(ErrorCode.UNAUTHENTICATED, "There is no session; sign in.");
  }
}
