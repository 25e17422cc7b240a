package io.tarn.ingest.load;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Names;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.rest.Changes;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import io.tarn.rest.StateEvents;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestStreamElementType;
import org.jspecify.annotations.Nullable;

/** Loads: how far they are, why they ended, and doing them again. */
@Path("/api/v1/loads")
@Tag(name = "Ingest")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public class LoadResource {
  private final Ledger ledger;
  private final Changes changes;

  LoadResource(Ledger ledger, Changes changes) {
    this.ledger = ledger;
    this.changes = changes;
  }

  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "listLoads",
      summary = "All loads, newest first",
      description = "Of one database, table or state where these are given.")
  @APIResponse(responseCode = "200", description = "A page of loads.")
  public Page<LoadView> list(
      @Parameter(description = "Only of this database.") @QueryParam("database")
          @Nullable String database,
      @Parameter(description = "Only of this table.") @QueryParam("table") @Nullable String table,
      @Parameter(description = "Only in this state.") @QueryParam("state") @Nullable String state,
      @Parameter(description = "Items a page, 1 to 1000; 100 if absent.") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextPageToken of the page before.") @QueryParam("pageToken")
          @Nullable String pageToken) {
    PageRequest request = PageRequest.of(limit, pageToken);
    return Page.cut(
            ledger.list(
                database == null ? null : Names.fold("database", database),
                table == null ? null : Names.fold("table", table),
                state == null ? null : state(state),
                before(request),
                request.limit() + 1),
            request,
            load -> Long.toString(load.seq()))
        .map(LoadView::of);
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getLoad",
      summary = "One load",
      description = "Its state, its rows, and its error with the places in the file.")
  @APIResponse(responseCode = "200", description = "The load as it stands.")
  @APIResponse(responseCode = "404", description = "LOAD_NOT_FOUND")
  public LoadView one(@Parameter(description = "The load's id.") @PathParam("id") UUID id) {
    return LoadView.of(ledger.require(id));
  }

  @GET
  @Path("{id}/events")
  @RolesAllowed(Role.VIEWER_NAME)
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RestStreamElementType(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "followLoad",
      summary = "The load's changes as Server-Sent Events",
      description = "Begins with the load as it stands and ends with its final state.")
  @APIResponse(
      responseCode = "200",
      description = "The stream; the data of each event is the load.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = LoadView.class)))
  @APIResponse(responseCode = "404", description = "LOAD_NOT_FOUND")
  public Multi<LoadView> events(
      @Parameter(description = "The load's id.") @PathParam("id") UUID id) {
    Load present = ledger.require(id);
    return StateEvents.of(changes, () -> ledger.find(id).orElse(present), load -> !load.open())
        .map(LoadView::of);
  }

  @POST
  @Path("{id}/retry")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "retryLoad",
      summary = "Load the same file again, after its cause was mended",
      description = "For one that was rejected, failed or was cancelled; the bytes are kept.")
  @APIResponse(
      responseCode = "202",
      description = "The load, received anew.",
      content = @Content(schema = @Schema(implementation = LoadView.class)))
  @APIResponse(responseCode = "404", description = "LOAD_NOT_FOUND")
  @APIResponse(responseCode = "409", description = "The load is still going on, or is loaded.")
  public Response retry(@Parameter(description = "The load's id.") @PathParam("id") UUID id) {
    Load load = ledger.require(id);
    if (!ledger.retry(id)) {
      throw new ProblemException(
          ErrorCode.CONFLICT,
          "The load is %s: only one that was rejected, failed or was cancelled can be retried."
              .formatted(load.state()));
    }
    return Response.accepted(LoadView.of(ledger.require(id))).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "cancelLoad",
      summary = "Cancel a load",
      description =
          "One that is being worked on ends as CANCELLED soon, unless its commit came first.")
  @APIResponse(
      responseCode = "202",
      description = "The load as it stands.",
      content = @Content(schema = @Schema(implementation = LoadView.class)))
  @APIResponse(responseCode = "404", description = "LOAD_NOT_FOUND")
  @APIResponse(responseCode = "409", description = "The load has ended.")
  public Response cancel(@Parameter(description = "The load's id.") @PathParam("id") UUID id) {
    Load load = ledger.require(id);
    if (!load.open()) {
      throw new ProblemException(ErrorCode.CONFLICT, "The load has ended as " + load.state() + ".");
    }
    return Response.accepted(LoadView.of(ledger.cancel(id).orElse(load))).build();
  }

  private static LoadState state(String text) {
    for (LoadState state : LoadState.values()) {
      if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
        return state;
      }
    }
    throw new ProblemException(
        ErrorCode.INVALID_ARGUMENT, "state: '" + text + "' is no state of a load.");
  }

  private static long before(PageRequest request) {
    String after = request.after();
    if (after == null) {
      return Long.MAX_VALUE;
    }
    try {
      return Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT, "pageToken: this is no token of this list.", e);
    }
  }
}
