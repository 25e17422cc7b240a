package io.tarn.catalog.iceberg;

import io.tarn.kernel.Role;
import io.tarn.rest.StreamedBody;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchViewException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateViewRequest;
import org.apache.iceberg.rest.requests.ImmutableCreateViewRequest;
import org.apache.iceberg.rest.requests.ImmutableRegisterViewRequest;
import org.apache.iceberg.rest.requests.RegisterViewRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ListTablesResponse;
import org.apache.iceberg.rest.responses.LoadViewResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Views of the Iceberg REST protocol. */
@Path("/iceberg/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Iceberg")
@StreamedBody
@IcebergRoute
public class ViewResource {
  private static final String VIEWS = "/namespaces/{namespace}/views";
  private static final String VIEW = VIEWS + "/{view}";

  private final LakeCatalog catalog;
  private final TableRules rules;
  private final Locations locations;

  ViewResource(LakeCatalog catalog, TableRules rules, Locations locations) {
    this.catalog = catalog;
    this.rules = rules;
    this.locations = locations;
  }

  @GET
  @Path(VIEWS)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergListViews", summary = "List views")
  public ListTablesResponse list(
      @PathParam("namespace") String namespace, @BeanParam Paging paging) {
    Namespace within = NamespaceResource.existing(namespace);
    String size = paging.size();
    return size == null
        ? CatalogHandlers.listViews(catalog, within)
        : CatalogHandlers.listViews(catalog, within, paging.token(), size);
  }

  @POST
  @Path(VIEWS)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergCreateView", summary = "Create a view")
  public LoadViewResponse create(
      @PathParam("namespace") String namespace, CreateViewRequest request) {
    request.validate();
    locations.check("location", request.location());
    Namespace within = NamespaceResource.existing(namespace);
    CatalogHandlers.namespaceExists(catalog, within);
    return CatalogHandlers.createView(
        catalog,
        within,
        ImmutableCreateViewRequest.copyOf(request).withName(Identifiers.created(request.name())));
  }

  @POST
  @Path("/namespaces/{namespace}/register-view")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergRegisterView", summary = "Register a view by its metadata file")
  public LoadViewResponse register(
      @PathParam("namespace") String namespace, RegisterViewRequest request) {
    request.validate();
    locations.check("metadata-location", request.metadataLocation());
    Namespace within = NamespaceResource.existing(namespace);
    CatalogHandlers.namespaceExists(catalog, within);
    return CatalogHandlers.registerView(
        catalog,
        within,
        ImmutableRegisterViewRequest.builder()
            .name(Identifiers.created(request.name()))
            .metadataLocation(request.metadataLocation())
            .build());
  }

  @GET
  @Path(VIEW)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergLoadView", summary = "Load a view's metadata")
  public LoadViewResponse load(
      @PathParam("namespace") String namespace, @PathParam("view") String view) {
    return CatalogHandlers.loadView(catalog, identifier(namespace, view));
  }

  @HEAD
  @Path(VIEW)
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergViewExists", summary = "Ask whether a view exists")
  public void exists(@PathParam("namespace") String namespace, @PathParam("view") String view) {
    CatalogHandlers.viewExists(catalog, identifier(namespace, view));
  }

  @POST
  @Path(VIEW)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergReplaceView", summary = "Commit changes to a view")
  public LoadViewResponse commit(
      @PathParam("namespace") String namespace,
      @PathParam("view") String view,
      UpdateTableRequest request) {
    rules.check(request);
    return CatalogHandlers.updateView(catalog, identifier(namespace, view), request);
  }

  @DELETE
  @Path(VIEW)
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergDropView", summary = "Drop a view")
  public void drop(@PathParam("namespace") String namespace, @PathParam("view") String view) {
    CatalogHandlers.dropView(catalog, identifier(namespace, view));
  }

  @POST
  @Path("/views/rename")
  @RolesAllowed(Role.EDITOR_NAME)
  @Operation(operationId = "icebergRenameView", summary = "Rename a view")
  public void rename(RenameTableRequest request) {
    request.validate();
    TableIdentifier from = Identifiers.existing(request.source());
    CatalogHandlers.renameView(
        catalog,
        RenameTableRequest.builder()
            .withSource(from)
            .withDestination(Identifiers.created(request.destination()))
            .build());
  }

  private static TableIdentifier identifier(String namespace, String view) {
    TableIdentifier identifier = Identifiers.existing(NamespaceResource.named(namespace), view);
    if (!Identifiers.isPlain(identifier)) {
      throw new NoSuchViewException("View does not exist: %s", identifier);
    }
    return identifier;
  }
}
