package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.rest.CallerContext;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/dashboards}: the definitions. */
@Path("/api/v1/dashboards")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Dashboards")
public class DashboardResource {
  private final CallerContext callers;
  private final DashboardStore store;

  DashboardResource(CallerContext callers, DashboardStore store) {
    this.callers = callers;
    this.store = store;
  }

  /** The dashboards, by id. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "listDashboards",
      summary = "List the dashboards",
      description = "By id, without their definitions.")
  public Page<DashboardStore.Summary> list(
      @QueryParam("limit") @Nullable Integer limit,
      @QueryParam("pageToken") @Nullable String pageToken) {
    return store.list(PageRequest.of(limit, pageToken));
  }

  /** The definition of a dashboard. */
  @GET
  @Path("/{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getDashboard",
      summary = "A dashboard's definition",
      description = "The document as it was put, with its version as ETag.")
  @APIResponse(
      responseCode = "200",
      description = "The document.",
      content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(responseCode = "304", description = "Unchanged since the version of If-None-Match.")
  @APIResponse(responseCode = "404", description = "DASHBOARD_NOT_FOUND")
  public Response read(
      @Parameter(description = "The dashboard's id.", example = "oulad") @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    StoredDashboard stored = store.find(id).orElseThrow(() -> notFound(id));
    if (Preconditions.matches(ifNoneMatch, stored.etag())) {
      return Response.notModified().header(HttpHeaders.ETAG, stored.etag()).build();
    }
    return Response.ok(stored.document()).header(HttpHeaders.ETAG, stored.etag()).build();
  }

  /** Makes a dashboard, or replaces its definition. */
  @PUT
  @Path("/{id}")
  @RolesAllowed(Role.EDITOR_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "putDashboard",
      summary = "Make or replace a dashboard",
      description =
          "The document lives well in git: parameters, and tiles with their SQL, chart and place on a"
              + " grid of 12 columns. In a tile's SQL :name stands for a parameter's value. All that is"
              + " wrong with it is told at once, by JSON pointers. If-Match makes it a change of the"
              + " version that was read; If-None-Match: * makes it a new one only.")
  @APIResponse(
      responseCode = "200",
      description = "Replaced; the document.",
      content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(
      responseCode = "201",
      description = "Made; the document.",
      content = @Content(schema = @Schema(implementation = Object.class)))
  @APIResponse(responseCode = "400", description = "INVALID_ARGUMENT, with pointers in errors.")
  @APIResponse(responseCode = "412", description = "PRECONDITION_FAILED: somebody else changed it.")
  public Response put(
      @Parameter(description = "The dashboard's id.", example = "oulad") @PathParam("id") String id,
      @RequestBody(
              content =
                  @Content(
                      schema = @Schema(implementation = Object.class),
                      examples =
                          @ExampleObject(
                              name = "a number and a chart",
                              value =
                                  """
                                  {"id":"oulad","title":"Who stays, who passes","database":"oulad",
                                   "parameters":[{"name":"module","title":"Module","type":"varchar","default":"BBB",
                                     "options":{"sql":"SELECT DISTINCT code_module FROM courses ORDER BY 1"}}],
                                   "tiles":[
                                     {"id":"registrations","title":"Registrations",
                                      "sql":"SELECT count(*) AS registrations FROM studentinfo WHERE code_module = :module",
                                      "chart":{"type":"number"},"place":{"x":0,"y":0,"width":3,"height":2}},
                                     {"id":"results","title":"Results",
                                      "sql":"SELECT final_result, count(*) AS n FROM studentinfo WHERE code_module = :module GROUP BY 1",
                                      "chart":{"type":"vega-lite","spec":{"mark":"bar","encoding":{
                                        "y":{"field":"final_result","type":"nominal"},
                                        "x":{"field":"n","type":"quantitative"}}}},
                                      "place":{"x":3,"y":0,"width":9,"height":4}}]}
                                  """)))
          JsonNode document,
      @Parameter(description = "The ETag of the version that the change is made to.")
          @HeaderParam(HttpHeaders.IF_MATCH)
          @Nullable String ifMatch,
      @Parameter(description = "* to make a new dashboard only.")
          @HeaderParam(HttpHeaders.IF_NONE_MATCH)
          @Nullable String ifNoneMatch) {
    Dashboard dashboard = DashboardReader.read(id, document);
    DashboardStore.Change change =
        store
            .put(
                dashboard,
                document.toString(),
                callers.caller().principal(),
                before -> holds(before, ifMatch, ifNoneMatch))
            .orElseThrow(() -> changed(id));
    return Response.status(change.created() ? 201 : 200)
        .header(HttpHeaders.ETAG, change.dashboard().etag())
        .header(HttpHeaders.LOCATION, "/api/v1/dashboards/" + id)
        .entity(change.dashboard().document())
        .build();
  }

  /** Deletes a dashboard. */
  @DELETE
  @Path("/{id}")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "deleteDashboard",
      summary = "Delete a dashboard",
      description = "The definition only; no data.")
  @APIResponse(responseCode = "204", description = "Deleted.")
  @APIResponse(responseCode = "404", description = "DASHBOARD_NOT_FOUND")
  @APIResponse(responseCode = "412", description = "PRECONDITION_FAILED: somebody else changed it.")
  public void delete(
      @Parameter(description = "The dashboard's id.", example = "oulad") @PathParam("id") String id,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
    Optional<StoredDashboard> before =
        store.delete(id, stored -> holds(Optional.of(stored), ifMatch, null));
    if (!holds(Optional.of(before.orElseThrow(() -> notFound(id))), ifMatch, null)) {
      throw changed(id);
    }
  }

  static ProblemException notFound(String id) {
    return new ProblemException(
        ErrorCode.DASHBOARD_NOT_FOUND, "There is no dashboard '" + id + "'.");
  }

  private static boolean holds(
      Optional<StoredDashboard> before, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    boolean matches =
        ifMatch == null
            || before.filter(stored -> Preconditions.matches(ifMatch, stored.etag())).isPresent();
    boolean noneMatch =
        ifNoneMatch == null
            || before.filter(stored -> Preconditions.matches(ifNoneMatch, stored.etag())).isEmpty();
    return matches && noneMatch;
  }

  private static ProblemException changed(String id) {
    return new ProblemException(
        ErrorCode.PRECONDITION_FAILED,
        "The dashboard '%s' is not in the state that the request expects: read it again."
            .formatted(id));
  }
}
