package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tarn.gateway.dashboard.Answers.Data;
import io.tarn.gateway.dashboard.Answers.TileData;
import io.tarn.gateway.dashboard.Dashboard.Tile;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.rest.AnyParameters;
import io.tarn.rest.CallerContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/dashboards/{id}/data} and {@code …/tiles/{tile}}: what dashboards show. */
@Path("/api/v1/dashboards/{id}")
@AnyParameters
@Tag(name = "Dashboards")
public class DataResource {
  private static final String CSV = "text/csv";

  private final CallerContext callers;
  private final DashboardStore store;
  private final TileQueries queries;
  private final ObjectMapper json;

  DataResource(
      CallerContext callers, DashboardStore store, TileQueries queries, ObjectMapper json) {
    this.callers = callers;
    this.store = store;
    this.queries = queries;
    this.json = json;
  }

  /** All tiles with their data. */
  @GET
  @Path("/data")
  @RolesAllowed(Role.VIEWER_NAME)
  @Produces(MediaType.APPLICATION_JSON)
  @RunOnVirtualThread
  @Operation(
      operationId = "getDashboardData",
      summary = "A dashboard with its data",
      description =
          "Each parameter of the dashboard may be given by its name in the query, as ?module=AAA. A"
              + " tile that fails has an error and does not fail the others.")
  @APIResponse(
      responseCode = "200",
      description = "The data.",
      content = @Content(schema = @Schema(implementation = Data.class)))
  @APIResponse(responseCode = "400", description = "INVALID_ARGUMENT, naming the parameter.")
  @APIResponse(responseCode = "404", description = "DASHBOARD_NOT_FOUND")
  public Response data(
      @Parameter(description = "The dashboard's id.", example = "oulad") @PathParam("id") String id,
      @Context UriInfo address)
      throws InterruptedException {
    Caller viewer = callers.caller();
    Dashboard dashboard = read(stored(id));
    Choices choices = Choices.of(dashboard, address.getQueryParameters(), true, queries, viewer);
    List<Future<QueryAnswer>> begun =
        dashboard.tiles().stream()
            .map(tile -> queries.begin(choices.statement(tile.sql()), viewer))
            .toList();
    List<TileData> tiles = new ArrayList<>();
    for (int i = 0; i < begun.size(); i++) {
      tiles.add(TileData.of(dashboard.tiles().get(i), Choices.await(begun.get(i))));
    }
    Instant asOf =
        tiles.stream()
            .map(TileData::asOf)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .orElseGet(Instant::now);
    Data data =
        new Data(id, dashboard.title(), dashboard.description(), asOf, choices.data(), tiles);
    return Response.ok(data).header(HttpHeaders.CACHE_CONTROL, "no-cache").build();
  }

  /** One tile with its data. */
  @GET
  @Path("/tiles/{tile}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Produces({MediaType.APPLICATION_JSON, CSV})
  @RunOnVirtualThread
  @Operation(
      operationId = "getTile",
      summary = "One tile with its data",
      description =
          "As JSON, or as CSV by Accept: text/csv. The ETag changes with the rows, the snapshots they"
              + " were read from, and the definition; asOf tells when this answer was made and is no part"
              + " of it.")
  @APIResponse(
      responseCode = "200",
      description = "The data.",
      content = {
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = TileData.class)),
        @Content(mediaType = CSV, schema = @Schema(implementation = String.class))
      })
  @APIResponse(responseCode = "304", description = "The same as that of If-None-Match.")
  @APIResponse(responseCode = "404", description = "DASHBOARD_NOT_FOUND or TILE_NOT_FOUND")
  public Response tile(
      @Parameter(description = "The dashboard's id.", example = "oulad") @PathParam("id") String id,
      @Parameter(description = "The tile's id.", example = "registrations") @PathParam("tile")
          String tileId,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
      @Context UriInfo address,
      @Context HttpHeaders headers)
      throws InterruptedException {
    Caller viewer = callers.caller();
    StoredDashboard stored = stored(id);
    Dashboard dashboard = read(stored);
    Tile tile = dashboard.tile(tileId).orElseThrow(() -> noTile(id, tileId));
    Choices choices = Choices.of(dashboard, address.getQueryParameters(), false, queries, viewer);
    QueryAnswer answer = Choices.await(queries.begin(choices.statement(tile.sql()), viewer));
    QueryAnswer.Rows rows =
        switch (answer) {
          case QueryAnswer.Rows some -> some;
          case QueryAnswer.Failure(ErrorCode code, String detail) ->
              throw new ProblemException(code, detail);
        };
    boolean csv = prefersCsv(headers);
    String etag = etag(stored, tileId, csv, rows);
    Response.ResponseBuilder response =
        Preconditions.matches(ifNoneMatch, etag)
            ? Response.notModified()
            : csv
                ? Response.ok(TileCsv.of(rows), CSV + ";charset=UTF-8;header=present")
                : Response.ok(TileData.of(tile, rows), MediaType.APPLICATION_JSON);
    return response
        .header(HttpHeaders.ETAG, etag)
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, "Accept, Authorization, Cookie")
        .build();
  }

  private StoredDashboard stored(String id) {
    return store.find(id).orElseThrow(() -> DashboardResource.notFound(id));
  }

  private Dashboard read(StoredDashboard stored) {
    try {
      return DashboardReader.read(stored.id(), json.readTree(stored.document()));
    } catch (JsonProcessingException | ProblemException e) {
      throw new IllegalStateException("The stored dashboard " + stored.id() + " is unreadable", e);
    }
  }

  private static boolean prefersCsv(HttpHeaders headers) {
    for (MediaType type : headers.getAcceptableMediaTypes()) {
      if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (type.isCompatible(MediaType.valueOf(CSV))) {
        return true;
      }
    }
    return false;
  }

  private String etag(StoredDashboard stored, String tile, boolean csv, QueryAnswer.Rows rows) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(
          "%s %d %s %s "
              .formatted(stored.id(), stored.version(), tile, csv)
              .getBytes(StandardCharsets.UTF_8));
      sha.update(json.writeValueAsBytes(rows.columns()));
      sha.update(json.writeValueAsBytes(rows.rows()));
      sha.update(json.writeValueAsBytes(rows.snapshots()));
      return '"' + HexFormat.of().formatHex(sha.digest(), 0, 16) + '"';
    } catch (NoSuchAlgorithmException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ProblemException noTile(String id, String tile) {
    return new ProblemException(
        ErrorCode.TILE_NOT_FOUND, "The dashboard '%s' has no tile '%s'.".formatted(id, tile));
  }
}
