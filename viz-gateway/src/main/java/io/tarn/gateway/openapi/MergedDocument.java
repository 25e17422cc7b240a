package io.tarn.gateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One OpenAPI 3.1 document in the making, out of the documents of several services: their paths,
 * tags and components, each operation with an id of its own, and with the house's security and
 * problem documents.
 */
final class MergedDocument {
  private static final Logger LOG = Logger.getLogger(MergedDocument.class);
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace");
  private static final List<String> OPEN =
      List.of("/openapi", "/problems", "/api/v1/session/login", "/api/v1/session/callback");

  private static final ObjectNode PARAMETERS = HouseComponents.parameters();
  private static final ObjectNode STATUSES = HouseComponents.statuses();

  /** What the services' generator says of a status where the source says nothing. */
  private static final Set<String> GENERATED =
      Set.of("Bad Request", "Not Authorized", "Not Allowed");

  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final ObjectNode paths;
  private final ObjectNode components;
  private final ArrayNode tags;
  private final Set<String> operationIds = new HashSet<>();

  MergedDocument(String version) {
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Tarn")
        .put("version", version)
        .put(
            "description",
            "An open data lake: files and events in; checked, catalogued tables, SQL and dashboards"
                + " out. Errors are problem documents (RFC 9457) whose type is a page that explains"
                + " them.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    ArrayNode security = document.putArray("security");
    security.addObject().putArray("key");
    security.addObject().putArray("session");
    tags = HouseComponents.tags();
    document.set("tags", tags);
    paths = document.putObject("paths");
    components = document.putObject("components");
    components.set("securitySchemes", HouseComponents.securitySchemes());
    components.putObject("schemas").setAll(HouseComponents.schemas());
    components.putObject("responses").set("Problem", HouseComponents.problemResponse());
  }

  ObjectNode json() {
    return document;
  }

  /**
   * Adds the document of a service.
   *
   * @param label the service's name, put before names that are taken
   * @param isPublic which of its paths can be reached
   */
  void add(String label, JsonNode part, Predicate<String> isPublic) {
    ObjectNode own = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> section : part.path("components").properties()) {
      if (!section.getKey().equals("securitySchemes")) {
        own.set(section.getKey(), section.getValue());
      }
    }
    ComponentNames names = ComponentNames.of(components, own, capitalized(label));
    for (Map.Entry<String, JsonNode> section : own.properties()) {
      ObjectNode target = components.withObjectProperty(section.getKey());
      section
          .getValue()
          .properties()
          .forEach(
              component ->
                  target.set(
                      names.name(section.getKey(), component.getKey()),
                      names.rewrite(component.getValue())));
    }
    for (Map.Entry<String, JsonNode> path : part.path("paths").properties()) {
      if (isPublic.test(path.getKey())) {
        addPath(label, path.getKey(), names.rewrite(path.getValue()));
      }
    }
    part.path("tags").forEach(this::addTag);
  }

  private void addPath(String label, String path, JsonNode item) {
    ObjectNode target = paths.withObjectProperty(path);
    for (Map.Entry<String, JsonNode> field : item.properties()) {
      if (!METHODS.contains(field.getKey())) {
        target.set(field.getKey(), field.getValue());
      } else if (target.has(field.getKey())) {
        LOG.warnf("%s %s is described by two services", field.getKey(), path);
      } else if (field.getValue() instanceof ObjectNode operation) {
        finish(label, field.getKey(), path, operation);
        target.set(field.getKey(), operation);
      }
    }
  }

  private void finish(String label, String method, String path, ObjectNode operation) {
    String id = operation.path("operationId").asText();
    if (id.isEmpty()) {
      id = generated(method, path);
    }
    if (!operationIds.add(id)) {
      id = label + capitalized(id);
      for (int i = 2; !operationIds.add(id); i++) {
        id = id + i;
      }
    }
    operation.put("operationId", id);
    operation.remove("security");
    operation.remove("servers");
    if (OPEN.stream().anyMatch(open -> path.equals(open) || path.startsWith(open + "/"))) {
      operation.putArray("security");
    }
    for (JsonNode parameter : operation.path("parameters")) {
      describe((ObjectNode) parameter, PARAMETERS.get(parameter.path("name").asText()));
    }
    ObjectNode responses = operation.withObjectProperty("responses");
    for (Map.Entry<String, JsonNode> response : responses.properties()) {
      boolean isError = response.getKey().startsWith("4") || response.getKey().startsWith("5");
      if (isError
          && response.getValue() instanceof ObjectNode error
          && !error.has("content")
          && !error.has("$ref")) {
        error.set("content", HouseComponents.problemContent());
      }
    }
    for (Map.Entry<String, JsonNode> status : STATUSES.properties()) {
      if (responses.get(status.getKey()) instanceof ObjectNode response
          && GENERATED.contains(response.path("description").asText())) {
        response.remove("description");
        describe(response, status.getValue());
      }
    }
    if (!responses.has("default")) {
      responses.putObject("default").put("$ref", "#/components/responses/Problem");
    }
  }

  /** Gives a description to what has none. */
  private static void describe(ObjectNode node, @Nullable JsonNode text) {
    if (text != null && node.path("description").asText().isEmpty() && !node.has("$ref")) {
      node.set("description", text);
    }
  }

  private void addTag(JsonNode tag) {
    for (JsonNode present : tags) {
      if (present.path("name").equals(tag.path("name"))) {
        return;
      }
    }
    tags.add(tag);
  }

  private static String generated(String method, String path) {
    StringBuilder id = new StringBuilder(method);
    for (String segment : path.split("[/{}_-]+", -1)) {
      id.append(capitalized(segment));
    }
    return id.toString();
  }

  private static String capitalized(String text) {
    return text.isEmpty() ? "" : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
