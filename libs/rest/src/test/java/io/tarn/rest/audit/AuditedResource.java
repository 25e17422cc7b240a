package io.tarn.rest.audit;

import io.smallrye.mutiny.Multi;
import io.tarn.kernel.Role;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.NullMarked;

/** Operations of each kind, for the audit log. */
@NullMarked
@Path("/api/v1/audited")
public class AuditedResource {
  private final AuditTrail audit;

  AuditedResource(AuditTrail audit) {
    this.audit = audit;
  }

  @GET
  @Path("{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "readThing")
  public String read(@PathParam("name") String name) {
    audit.note("rows", 7);
    return name;
  }

  @POST
  @Path("search")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "searchThings")
  public String search() {
    audit.access(Access.READ);
    return "found";
  }

  @DELETE
  @Path("{name}")
  @Audited(Access.GRANT)
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(operationId = "revokeThing")
  public void revoke(@PathParam("name") String name) {}

  @GET
  @Path("public/page")
  @PermitAll
  public String anybody(RoutingContext context) {
    return "page";
  }

  @GET
  @Path("stream/events")
  @RolesAllowed(Role.VIEWER_NAME)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(operationId = "followThings")
  public Multi<String> follow() {
    return Multi.createFrom().ticks().every(Duration.ofMillis(50)).map(String::valueOf);
  }
}
