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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.UpdateNamespacePropertiesRequest;
import org.apache.iceberg.rest.responses.CreateNamespaceResponse;
import org.apache.iceberg.rest.responses.GetNamespaceResponse;
import org.apache.iceberg.rest.responses.ListNamespacesResponse;
import org.apache.iceberg.rest.responses.UpdateNamespacePropertiesResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Namespaces of the Iceberg REST protocol: the databases. */
@Path("/iceberg/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Iceberg")
@StreamedBody
@IcebergRoute
public class NamespaceResource {
  private final LakeCatalog catalog;
  private final Locations locations;

  NamespaceResource(LakeCatalog catalog, Locations locations) {
    this.catalog = catalog;
    this.locations = locations;
  }

  @GET
  @Path("/namespaces")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergListNamespaces", summary = "List namespaces")
  public ListNamespacesResponse list(
      @QueryParam("parent") @Nullable String parent, @BeanParam Paging paging) {
    if (parent != null && !parent.isEmpty()) {
      Namespace above = existing(parent);
      CatalogHandlers.namespaceExists(catalog, above);
      return ListNamespacesResponse.builder().build();
    }
    String size = paging.size();
    return size == null
        ? CatalogHandlers.listNamespaces(catalog, Namespace.empty())
        : CatalogHandlers.listNamespaces(catalog, Namespace.empty(), paging.token(), size);
  }

  @POST
  @Path("/namespaces")
  @RolesAllowed(Role.EDITOR_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "icebergCreateNamespace", summary = "Create a namespace")
  public CreateNamespaceResponse create(CreateNamespaceRequest request) {
    request.validate();
    Namespace namespace = Identifiers.created(request.namespace());
    locations.check("location", request.properties().get("location"));
    return CatalogHandlers.createNamespace(
        catalog,
        CreateNamespaceRequest.builder()
            .withNamespace(namespace)
            .setProperties(request.properties())
            .build());
  }

  @GET
  @Path("/namespaces/{namespace}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergLoadNamespace", summary = "Load a namespace's properties")
  public GetNamespaceResponse load(@PathParam("namespace") String namespace) {
    return CatalogHandlers.loadNamespace(catalog, existing(namespace));
  }

  @HEAD
  @Path("/namespaces/{namespace}")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergNamespaceExists", summary = "Ask whether a namespace exists")
  public void exists(@PathParam("namespace") String namespace) {
    CatalogHandlers.namespaceExists(catalog, existing(namespace));
  }

  @DELETE
  @Path("/namespaces/{namespace}")
  @RolesAllowed(Role.ADMIN_NAME)
  @Operation(operationId = "icebergDropNamespace", summary = "Drop an empty namespace")
  public void drop(@PathParam("namespace") String namespace) {
    CatalogHandlers.dropNamespace(catalog, existing(namespace));
  }

  @POST
  @Path("/namespaces/{namespace}/properties")
  @RolesAllowed(Role.EDITOR_NAME)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "icebergUpdateNamespace", summary = "Set or remove properties")
  public UpdateNamespacePropertiesResponse update(
      @PathParam("namespace") String namespace, UpdateNamespacePropertiesRequest request) {
    request.validate();
    locations.check("location", request.updates().get("location"));
    return CatalogHandlers.updateNamespaceProperties(catalog, existing(namespace), request);
  }

  /** The namespace that a path names; it need not exist, nor be able to. */
  static Namespace named(String path) {
    return Identifiers.existing(Namespace.of(path.split("\u001f", -1)));
  }

  /**
   * The namespace that a path names.
   *
   * @throws NoSuchNamespaceException if no namespace can have this name
   */
  static Namespace existing(String path) {
    Namespace namespace = named(path);
    if (!Identifiers.isPlain(namespace)) {
      throw new NoSuchNamespaceException("Namespace does not exist: %s", namespace);
    }
    return namespace;
  }
}
