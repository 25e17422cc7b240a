package io.tarn.catalog.iceberg;

import io.tarn.kernel.Role;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.exceptions.NoSuchWarehouseException;
import org.apache.iceberg.rest.Endpoint;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a client has to know before it speaks the Iceberg REST protocol. */
@Path("/iceberg/v1")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Iceberg")
@IcebergRoute
public class ConfigResource {
  private static final List<Endpoint> ENDPOINTS =
      List.of(
          Endpoint.V1_LIST_NAMESPACES,
          Endpoint.V1_LOAD_NAMESPACE,
          Endpoint.V1_NAMESPACE_EXISTS,
          Endpoint.V1_CREATE_NAMESPACE,
          Endpoint.V1_UPDATE_NAMESPACE,
          Endpoint.V1_DELETE_NAMESPACE,
          Endpoint.V1_LIST_TABLES,
          Endpoint.V1_LOAD_TABLE,
          Endpoint.V1_TABLE_EXISTS,
          Endpoint.V1_CREATE_TABLE,
          Endpoint.V1_UPDATE_TABLE,
          Endpoint.V1_DELETE_TABLE,
          Endpoint.V1_RENAME_TABLE,
          Endpoint.V1_REGISTER_TABLE,
          Endpoint.V1_REPORT_METRICS,
          Endpoint.V1_LIST_VIEWS,
          Endpoint.V1_LOAD_VIEW,
          Endpoint.V1_VIEW_EXISTS,
          Endpoint.V1_CREATE_VIEW,
          Endpoint.V1_UPDATE_VIEW,
          Endpoint.V1_DELETE_VIEW,
          Endpoint.V1_RENAME_VIEW,
          Endpoint.V1_REGISTER_VIEW);

  private final Locations locations;
  private final S3Config s3;

  ConfigResource(Locations locations, S3Config s3) {
    this.locations = locations;
    this.s3 = s3;
  }

  @GET
  @Path("/config")
  @RolesAllowed(Role.VIEWER_NAME)
  @Operation(operationId = "icebergConfig", summary = "Defaults for clients of the Iceberg catalog")
  public ConfigResponse config(@QueryParam("warehouse") @Nullable String warehouse) {
    if (warehouse != null && !names().contains(warehouse)) {
      throw new NoSuchWarehouseException(
          "There is no warehouse '%s': use %s/, or none", warehouse, locations.warehouse());
    }
    Map<String, String> defaults = new HashMap<>();
    defaults.put("warehouse", locations.warehouse() + "/");
    defaults.put("client.region", s3.region());
    s3.endpoint()
        .ifPresent(
            endpoint -> {
              defaults.put("s3.endpoint", endpoint.toString());
              defaults.put("s3.path-style-access", Boolean.toString(s3.pathStyle()));
            });
    return ConfigResponse.builder().withDefaults(defaults).withEndpoints(ENDPOINTS).build();
  }

  private Set<String> names() {
    return Set.of(
        "", Pointers.CATALOG, "awsdatacatalog", locations.warehouse(), locations.warehouse() + "/");
  }
}
