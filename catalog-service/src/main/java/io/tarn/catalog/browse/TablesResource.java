package io.tarn.catalog.browse;

import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.rest.Page;
import io.tarn.rest.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
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

/** The tables and views of a database. */
@Path("/api/v1/databases/{database}/tables")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalog")
public class TablesResource {
  private static final String DATABASE = "The database, in any case";
  private static final String TABLE = "The table or view, in any case";
  private static final String LIMIT = "How many at most, 1 to 1000";
  private static final String PAGE_TOKEN = "nextPageToken of the page before";

  private final Listing listing;
  private final Existing existing;
  private final LakeTables tables;

  TablesResource(Listing listing, Existing existing, LakeTables tables) {
    this.listing = listing;
    this.existing = existing;
    this.tables = tables;
  }

  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "listTables",
      summary = "List tables and views",
      description = "By name.")
  @APIResponse(responseCode = "200", description = "A page of tables")
  @APIResponse(responseCode = "404", description = "DATABASE_NOT_FOUND")
  public Page<TableSummary> list(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = LIMIT, example = "100") @QueryParam("limit") @Nullable Integer limit,
      @Parameter(description = PAGE_TOKEN) @QueryParam("pageToken") @Nullable String pageToken) {
    PageRequest page = PageRequest.of(limit, pageToken);
    String name = existing.database(database).name();
    return Page.cut(listing.tables(name, page), page, TableSummary::name);
  }

  @GET
  @Path("/{table}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getTable",
      summary = "Describe a table",
      description = "Columns, partitioning, size, freshness, origin and properties.")
  @APIResponse(responseCode = "200", description = "The table")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND, DATABASE_NOT_FOUND")
  public TableDetail describe(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = TABLE, example = "courses") @PathParam("table") String table) {
    return detail(new TableName(database, table));
  }

  @GET
  @Path("/{table}/snapshots")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "listSnapshots",
      summary = "List a table's snapshots",
      description = "Its history, newest first.")
  @APIResponse(responseCode = "200", description = "A page of snapshots")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND, DATABASE_NOT_FOUND")
  public Page<SnapshotDetail> snapshots(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = TABLE, example = "courses") @PathParam("table") String table,
      @Parameter(description = LIMIT, example = "100") @QueryParam("limit") @Nullable Integer limit,
      @Parameter(description = PAGE_TOKEN) @QueryParam("pageToken") @Nullable String pageToken) {
    PageRequest page = PageRequest.of(limit, pageToken);
    TableName name = new TableName(database, table);
    return SnapshotPages.page(
        tables.snapshots(name).orElseThrow(() -> existing.noTable(name)), page);
  }

  @GET
  @Path("/{table}/statistics")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "getTableStatistics",
      summary = "Statistics of a table's columns",
      description = "Least and greatest value and the number of NULLs; no row is read for it.")
  @APIResponse(responseCode = "200", description = "The statistics of the present snapshot")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND, DATABASE_NOT_FOUND")
  public TableStatistics statistics(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = TABLE, example = "courses") @PathParam("table") String table) {
    TableName name = new TableName(database, table);
    return tables.statistics(name).orElseThrow(() -> existing.noTable(name));
  }

  @PATCH
  @Path("/{table}")
  @RolesAllowed(Role.EDITOR_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "changeTable",
      summary = "Rename a table, or change its comments",
      description = "What the document leaves out stays. Answers with the table as it is then.")
  @APIResponse(responseCode = "200", description = "The table as it is now")
  @APIResponse(responseCode = "400", description = "INVALID_NAME, COLUMN_NOT_FOUND")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND, DATABASE_NOT_FOUND")
  @APIResponse(responseCode = "409", description = "CONFLICT: the new name is taken")
  public TableDetail change(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = TABLE, example = "courses") @PathParam("table") String table,
      TableChange change) {
    TableName name = new TableName(database, table);
    existing.table(name);
    tables.change(name, change);
    return detail(change.name() == null ? name : new TableName(database, change.name()));
  }

  @DELETE
  @Path("/{table}")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "dropTable",
      summary = "Remove a table or view",
      description = "With purge its files are removed too; without, they stay in the bucket.")
  @APIResponse(responseCode = "204", description = "It is gone")
  @APIResponse(responseCode = "404", description = "TABLE_NOT_FOUND, DATABASE_NOT_FOUND")
  public void drop(
      @Parameter(description = DATABASE, example = "oulad") @PathParam("database") String database,
      @Parameter(description = TABLE, example = "courses") @PathParam("table") String table,
      @Parameter(description = "Whether its files go too")
          @QueryParam("purge")
          @DefaultValue("false")
          boolean purge) {
    TableName name = new TableName(database, table);
    if (!tables.drop(name, purge)) {
      throw existing.noTable(name);
    }
  }

  private TableDetail detail(TableName name) {
    TableSummary summary = existing.table(name);
    return TableDetail.of(summary, tables.describe(name).orElseThrow(() -> existing.noTable(name)));
  }
}
