package io.tarn.catalog.iceberg;

import io.tarn.kernel.Role;
import io.tarn.rest.StreamedBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Tables of the Iceberg REST protocol. */
@Path("/iceberg/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Iceberg")
@StreamedBody
@IcebergRoute
public class TableResource {
  private static final String TABLES = "/namespaces/{namespace}/tables";
  private static final String TABLE = TABLES + "/{table}";

  private final LakeCatalog catalog;
  private final TableLoads tables;
  private final TableCommits commits;

  TableResource(LakeCatalog catalog, TableLoads tables, TableCommits commits) {
    this.catalog = catalog;
    this.tables = tables;
    this.commits = commits;
  }

  @GET
  @Path(TABLES)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergListTables", summary = "List tables")
  public ListTablesResponse list(
      @PathParam("namespace") String namespace, @BeanParam Paging paging) {
    Namespace within = NamespaceResource.existing(namespace);
    String size = paging.size();
    return size == null
        ? CatalogHandlers.listTables(catalog, within)
        : CatalogHandlers.listTables(catalog, within, paging.token(), size);
  }

  @POST
  @Path(TABLES)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergCreateTable", summary = "Create a table, or stage its creation")
  public Response create(@PathParam("namespace") String namespace, CreateTableRequest request) {
    return answer(commits.create(NamespaceResource.existing(namespace), request));
  }

  @POST
  @Path("/namespaces/{namespace}/register")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "icebergRegisterTable",
      summary = "Register a table by its metadata file")
  public Response register(@PathParam("namespace") String namespace, RegisterTableRequest request) {
    return answer(commits.register(NamespaceResource.existing(namespace), request));
  }

  @GET
  @Path(TABLE)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "icebergLoadTable",
      summary = "Load a table's metadata",
      description = "304 while the metadata file is the one that If-None-Match names.")
  public Response load(
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("snapshots") @DefaultValue("all") String snapshots,
      @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
    TableLoads.Loaded loaded =
        tables.load(identifier(namespace, table), TableLoads.mode(snapshots), ifNoneMatch);
    LoadTableResponse body = loaded.answer();
    return body == null
        ? Response.notModified().header(HttpHeaders.ETAG, loaded.tag()).build()
        : Response.ok(body).header(HttpHeaders.ETAG, loaded.tag()).build();
  }

  @HEAD
  @Path(TABLE)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergTableExists", summary = "Ask whether a table exists")
  public void exists(@PathParam("namespace") String namespace, @PathParam("table") String table) {
    CatalogHandlers.tableExists(catalog, identifier(namespace, table));
  }

  @POST
  @Path(TABLE)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergUpdateTable", summary = "Commit changes to a table")
  public Response commit(
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      UpdateTableRequest request) {
    return answer(commits.commit(identifier(namespace, table), request));
  }

  @DELETE
  @Path(TABLE)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergDropTable", summary = "Drop a table, with its files if asked")
  public void drop(
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      @QueryParam("purgeRequested") @DefaultValue("false") String purge) {
    if (Boolean.parseBoolean(purge)) {
      CatalogHandlers.purgeTable(catalog, identifier(namespace, table));
    } else {
      CatalogHandlers.dropTable(catalog, identifier(namespace, table));
    }
  }

  @POST
  @Path("/tables/rename")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergRenameTable", summary = "Rename a table")
  public void rename(RenameTableRequest request) {
    request.validate();
    commits.rename(request);
  }

  @POST
  @Path(TABLE + "/metrics")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(
      operationId = "icebergReportMetrics",
      summary = "Report a scan's or a commit's metrics")
  public void report(
      @PathParam("namespace") String namespace,
      @PathParam("table") String table,
      ReportMetricsRequest request) {
    tables.report(identifier(namespace, table), request);
  }

  @POST
  @Path("/transactions/commit")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(
      operationId = "icebergCommitTransaction",
      summary = "Not supported: a commit changes one table")
  public void commitSeveral() {
    throw new UnsupportedOperationException(
        "A commit changes one table here: commit the tables one by one");
  }

  private static TableIdentifier identifier(String namespace, String table) {
    return Identifiers.existing(NamespaceResource.named(namespace), table);
  }

  private static Response answer(LoadTableResponse loaded) {
    Response.ResponseBuilder answer = Response.ok(loaded);
    if (loaded.metadataLocation() != null) {
      answer.header(HttpHeaders.ETAG, TableTag.of(loaded.metadataLocation(), TableLoads.ALL));
    }
    return answer.build();
  }
}
