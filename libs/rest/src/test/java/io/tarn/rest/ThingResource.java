package io.tarn.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** The resource of the test application. */
@NullMarked
@Path("/api/v1/things")
@Produces(MediaType.APPLICATION_JSON)
public class ThingResource {
  /** A body with one of each kind of component. */
  public record Thing(
      @Size(max = 20) String name,
      int size,
      @Nullable Role role,
      @Nullable List<Part> parts,
      @Nullable Instant at) {}

  /** A nested one. */
  public record Part(long id) {}

  private final CallerContext callers;
  private final ObjectMapper json;

  ThingResource(CallerContext callers, ObjectMapper json) {
    this.callers = callers;
    this.json = json;
  }

  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Caller caller() {
    return callers.caller();
  }

  @POST
  @PermitAll
  @Consumes(MediaType.APPLICATION_JSON)
  public Thing create(@Valid Thing thing) {
    return thing;
  }

  @GET
  @Path("/denied")
  public String unannotated() {
    return "never";
  }

  @GET
  @Path("/admin")
  @RolesAllowed(Role.ADMIN_NAME)
  public Caller admin() {
    return callers.caller();
  }

  @GET
  @Path("/{id}/detail")
  @PermitAll
  public Map<String, Object> detail(
      @PathParam("id") UUID id,
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("pageToken") @Nullable String token) {
    PageRequest page = PageRequest.of(limit, token);
    return Map.of("id", id, "limit", page.limit(), "after", Optional.ofNullable(page.after()));
  }

  @PUT
  @Path("/bytes")
  @PermitAll
  @StreamedBody
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  public Map<String, Long> bytes(InputStream body) throws IOException {
    long count = 0;
    byte[] buffer = new byte[8192];
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      count += read;
    }
    return Map.of("count", count);
  }

  @GET
  @Path("/sql")
  @PermitAll
  public String sql() {
    throw new ProblemException(
        ErrorCode.TABLE_NOT_FOUND,
        "Line 1, column 15: there is no table t.",
        List.of(Place.atLine(1, 15, "There is no table t.")));
  }

  @GET
  @Path("/table")
  @PermitAll
  public String table() {
    throw new ProblemException(ErrorCode.TABLE_NOT_FOUND, "There is no table d.t.");
  }

  @GET
  @Path("/broken")
  @PermitAll
  public String broken() {
    throw new IllegalStateException("a secret of the house");
  }

  @GET
  @Path("/broken-json")
  @PermitAll
  public Thing brokenJson() throws IOException {
    return json.readValue("{\"name\":7,\"size\":\"x\"}", Thing.class);
  }

  @GET
  @Path("/id")
  @PermitAll
  public Map<String, String> id() {
    return Map.of("id", RequestIds.current());
  }
}
