package io.tarn.catalog.browse;

import io.tarn.kernel.Names;
import io.tarn.kernel.Role;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The databases of the lake. */
@Path("/api/v1/databases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class DatabasesResource {
  private final Listing listing;
  private final Existing existing;
  private final LakeTables tables;

  DatabasesResource(Listing listing, Existing existing, LakeTables tables) {
    this.listing = listing;
    this.existing = existing;
    this.tables = tables;
  }

  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "listDatabases", summary = "List databases", description = "By name.")
  @APIResponse(responseCode = "200", description = "A page of databases")
  public Page<DatabaseSummary> list(
      @Parameter(description = "How many at most, 1 to 1000", example = "100") @QueryParam("limit")
          @Nullable Integer limit,
      @Parameter(description = "nextPageToken of the page before") @QueryParam("pageToken")
          @Nullable String pageToken) {
    PageRequest page = PageRequest.of(limit, pageToken);
    return Page.cut(listing.databases(page), page, DatabaseSummary::name);
  }

  @GET
  @Path("/{database}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getDatabase",
      summary = "Describe a database",
      description = "Its location and how many tables it has.")
  @APIResponse(responseCode = "200", description = "The database")
  @APIResponse(responseCode = "404", description = "DATABASE_NOT_FOUND")
  public DatabaseSummary describe(
      @Parameter(description = "In any case", example = "oulad") @PathParam("database")
          String database) {
    return existing.database(database);
  }

  @DELETE
  @Path("/{database}")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(
      operationId = "dropDatabase",
      summary = "Remove an empty database",
      description = "Its tables and views have to be removed before.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "DATABASE_NOT_FOUND")
  @APIResponse(responseCode = "409", description = "CONFLICT: it is not empty")
  public void drop(
      @Parameter(description = "In any case", example = "oulad") @PathParam("database")
          String database) {
    String folded = Names.fold("database", database);
    if (!tables.dropDatabase(folded)) {
      throw existing.noDatabase(folded);
    }
  }
}
