package io.tarn.gateway.identity;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.rest.CallerContext;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import io.tarn.rest.audit.Access;
import io.tarn.rest.audit.AuditTrail;
import io.tarn.rest.audit.Audited;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/keys}: the API keys, for administrators. */
@Path("/api/v1/keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identity")
public class KeyResource {
  private static final int MAX_IDEMPOTENCY_KEY = 255;

  private final CallerContext callers;
  private final KeyIssuer issuer;
  private final ApiKeyStore store;
  private final AuditTrail audit;

  KeyResource(CallerContext callers, KeyIssuer issuer, ApiKeyStore store, AuditTrail audit) {
    this.audit = audit;
    this.callers = callers;
    this.issuer = issuer;
    this.store = store;
  }

  /** Makes a key. */
  @POST
  @Audited(Access.GRANT)
  @RolesAllowed(Role.ADMIN_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "createKey",
      summary = "Make a key",
      description =
          "The answer holds the key's text, this once. With an Idempotency-Key the same request is"
              + " given the same answer again.")
  @APIResponse(
      responseCode = "201",
      description = "The key, with its text.",
      content = @Content(schema = @Schema(implementation = IssuedKey.class)))
  @APIResponse(responseCode = "400", description = "INVALID_JSON, INVALID_ARGUMENT")
  @APIResponse(responseCode = "409", description = "IDEMPOTENCY_CONFLICT")
  public Response create(
      @RequestBody(
              content =
                  @Content(
                      examples =
                          @ExampleObject(
                              name = "for a dashboard on a wall",
                              value =
                                  """
                                  {"name":"lobby-screen","role":"viewer","expiresAt":"2030-01-01T00:00:00Z"}
                                  """)))
          NewKey key,
      @HeaderParam("Idempotency-Key") @Nullable String idempotencyKey) {
    if (idempotencyKey != null
        && (idempotencyKey.isBlank() || idempotencyKey.length() > MAX_IDEMPOTENCY_KEY)) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "Idempotency-Key: send 1 to %d characters.".formatted(MAX_IDEMPOTENCY_KEY));
    }
    IssuedKey issued = issuer.issue(callers.caller(), key, idempotencyKey);
    audit.note("keyId", issued.id().toString());
    audit.note("keyName", issued.name());
    audit.note("keyRole", issued.role().label());
    return Response.status(Response.Status.CREATED)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .entity(issued)
        .build();
  }

  /** The living keys, oldest first. */
  @GET
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      operationId = "listKeys",
      summary = "List the keys",
      description = "The keys that are neither revoked nor expired, oldest first, without secrets.")
  public Page<ApiKey> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("pageToken") @Nullable String pageToken) {
    return store.list(PageRequest.of(limit, pageToken));
  }

  /** Revokes a key. */
  @DELETE
  @Audited(Access.GRANT)
  @Path("/{id}")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      operationId = "revokeKey",
      summary = "Revoke a key",
      description = "The key and its sessions are refused from the next request on.")
  @APIResponse(responseCode = "204", description = "Revoked.")
  @APIResponse(responseCode = "404", description = "KEY_NOT_FOUND")
  public void revoke(@Parameter(description = "The key's id.") @PathParam("id") UUID id) {
    if (!store.revoke(id)) {
      throw new ProblemException(
          ErrorCode.KEY_NOT_FOUND, "There is no living key with the id " + id + ".");
    }
  }
}
