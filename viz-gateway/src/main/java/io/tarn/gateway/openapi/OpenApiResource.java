package io.tarn.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiConstants;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.openapi.runtime.io.Format;
import io.tarn.gateway.Service;
import io.tarn.gateway.proxy.RoutingTable;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /openapi}: the one description of the whole API. */
@Path("/openapi")
@PermitAll
@Tag(name = "Description")
public class OpenApiResource {
  private static final String YAML = "application/yaml";

  private final ServiceDocuments services;
  private final OpenApiDocumentService own;
  private final ObjectMapper json;
  private final String version;
  private final YAMLMapper yaml =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .build();

  OpenApiResource(
      ServiceDocuments services,
      OpenApiDocumentService own,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.application.version") String version) {
    this.services = services;
    this.own = own;
    this.json = json;
    this.version = version;
  }

  /** The document. */
  @GET
  @RunOnVirtualThread
  @Operation(
      operationId = "getOpenApi",
      summary = "This document",
      description =
          "One complete OpenAPI 3.1 document, as YAML; as JSON with ?format=json or Accept:"
              + " application/json. While a service was never reached there is none: 503.")
  @APIResponse(
      responseCode = "200",
      description = "The document.",
      content = {
        @Content(mediaType = YAML, schema = @Schema(implementation = String.class)),
        @Content(
            mediaType = MediaType.APPLICATION_JSON,
            schema = @Schema(implementation = Object.class))
      })
  public Response document(
      @Parameter(description = "yaml or json") @QueryParam("format") @Nullable String format,
      @HeaderParam(HttpHeaders.ACCEPT) @Nullable String accept)
      throws InterruptedException, IOException {
    ObjectNode document = merged();
    Response.ResponseBuilder response =
        isJson(format, accept)
            ? Response.ok(json.writeValueAsString(document), MediaType.APPLICATION_JSON)
            : Response.ok(yaml.writeValueAsString(document), YAML);
    return response
        .header(HttpHeaders.CACHE_CONTROL, "no-cache")
        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
        .build();
  }

  private ObjectNode merged() throws InterruptedException, IOException {
    Map<Service, JsonNode> parts = services.current();
    String missing =
        Arrays.stream(Service.values())
            .filter(service -> !parts.containsKey(service))
            .map(Service::label)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new ProblemException(
          ErrorCode.SERVICE_UNAVAILABLE,
          "The document is not complete: %s did not answer yet. Try again in a moment."
              .formatted(missing));
    }
    MergedDocument document = new MergedDocument(version);
    JsonNode gateway =
        json.readTree(own.getDocument(OpenApiConstants.DEFAULT_DOCUMENT_NAME, Format.JSON));
    document.add("gateway", gateway, path -> true);
    parts.forEach(
        (service, part) -> document.add(shortName(service), part, path -> reaches(path, service)));
    return document.json();
  }

  /** Whether the gateway leads a path of a document, with its variables, to the service. */
  private static boolean reaches(String path, Service service) {
    List<String> segments =
        Arrays.stream(path.split("/", -1)).filter(segment -> !segment.isEmpty()).toList();
    return RoutingTable.service(segments).equals(Optional.of(service));
  }

  private static String shortName(Service service) {
    return service.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isJson(@Nullable String format, @Nullable String accept) {
    if (format == null) {
      return accept != null && accept.toLowerCase(Locale.ROOT).contains("json");
    }
    return switch (format.toLowerCase(Locale.ROOT)) {
      case "json" -> true;
      case "yaml" -> false;
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT, "format: '" + format + "' is neither yaml nor json.");
    };
  }
}
