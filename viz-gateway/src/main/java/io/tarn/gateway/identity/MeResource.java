package io.tarn.gateway.identity;

import io.tarn.kernel.Caller;
import io.tarn.kernel.Role;
import io.tarn.rest.CallerContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/me}: who the caller is. */
@Path("/api/v1/me")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Identity")
public class MeResource {
  /**
   * Who the caller is and what they may do.
   *
   * @param principal the name of the key or user
   * @param role the highest role
   * @param rights what the role allows
   */
  public record Me(String principal, Role role, List<Right> rights) {}

  private final CallerContext callers;

  MeResource(CallerContext callers) {
    this.callers = callers;
  }

  /** Who the caller is. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getMe",
      summary = "Who am I",
      description =
          "The principal of the key or session, its role, and the rights that go with it.")
  public Me me() {
    Caller caller = callers.caller();
    return new Me(caller.principal(), caller.role(), Right.of(caller.role()));
  }
}
