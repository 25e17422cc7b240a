package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The lake's OpenAPI document is one that a client can be made of, and that a person can read. */
@ExtendWith(SharedLake.class)
class OpenApiIT {
  private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete");

  private final JsonPath document;

  OpenApiIT(Lake lake) {
    document = lake.anonymous().get("/openapi?format=json").jsonPath();
  }

  @Test
  void everyOperationIsDescribed() {
    List<String> lacking = new ArrayList<>();
    List<Object> tags = document.getList("tags.name");
    ours(
        (call, operation) -> {
          for (String field : List.of("summary", "description", "operationId")) {
            if (isBlank(operation.get(field))) {
              lacking.add(call + ": " + field);
            }
          }
          if (!tags.containsAll(list(operation.get("tags")))
              || list(operation.get("tags")).isEmpty()) {
            lacking.add(call + ": a tag of the document");
          }
          for (Object parameter : list(operation.get("parameters"))) {
            if (isBlank(map(parameter).get("description"))) {
              lacking.add(call + ": what " + map(parameter).get("name") + " is");
            }
          }
        });
    assertThat(lacking).isEmpty();
  }

  @Test
  void everySuccessSaysWhatIsAnswered() {
    List<String> lacking = new ArrayList<>();
    ours(
        (call, operation) ->
            map(operation.get("responses"))
                .forEach(
                    (status, response) -> {
                      boolean hasBody = status.startsWith("2") && !status.equals("204");
                      if (hasBody && map(map(response).get("content")).isEmpty()) {
                        lacking.add(call + ": " + status);
                      }
                    }));
    assertThat(lacking).isEmpty();
  }

  @Test
  void everyErrorIsAProblemDocument() {
    List<String> lacking = new ArrayList<>();
    ours(
        (call, operation) -> {
          Map<String, Object> responses = map(operation.get("responses"));
          boolean open =
              operation.containsKey("security") && list(operation.get("security")).isEmpty();
          if (!responses.containsKey("default") || responses.containsKey("401") == open) {
            lacking.add(call + ": default, 401");
          }
          responses.forEach(
              (status, response) -> {
                if (status.matches("[45]..")
                    && !map(map(response).get("content")).containsKey("application/problem+json")) {
                  lacking.add(call + ": " + status);
                }
              });
        });
    assertThat(lacking).isEmpty();
  }

  @Test
  void whatIsReadHasNoBody() {
    List<String> wrong = new ArrayList<>();
    ours(
        (call, operation) -> {
          if (call.startsWith("get ") && operation.containsKey("requestBody")) {
            wrong.add(call);
          }
        });
    assertThat(wrong).isEmpty();
  }

  @Test
  void namesOfOperationsAreUnique() {
    Map<Object, String> calls = new HashMap<>();
    ours(
        (call, operation) ->
            assertThat(calls.put(operation.get("operationId"), call)).as(call).isNull());
  }

  @Test
  void schemasSayWhatIsAlwaysThere() {
    assertThat(required("Query"))
        .contains("queryId", "state", "statistics")
        .doesNotContain("error");
    assertThat(required("QueryRequest")).containsExactly("sql");
    assertThat(required("Load")).contains("id", "state", "source").doesNotContain("snapshotId");
    assertThat(required("LoadError")).containsExactly("code", "detail");
    assertThat(required("DashboardData")).contains("asOf", "tiles").doesNotContain("description");
    assertThat(required("NewKey")).containsExactlyInAnyOrder("name", "role");
    assertThat(required("TableDetail")).contains("columns").doesNotContain("comment");
    assertThat(required("PageQueryView")).containsExactly("items");
  }

  @Test
  void referencesLeadSomewhere() {
    List<String> broken = new ArrayList<>();
    follow(document.getMap("$"), broken);
    assertThat(broken).isEmpty();
  }

  private void follow(@Nullable Object node, List<String> broken) {
    if (node instanceof Map<?, ?> fields) {
      if (fields.get("$ref") instanceof String reference) {
        String[] parts = reference.split("/", -1);
        if (parts.length != 4
            || !map(map(document.getMap("components")).get(parts[2])).containsKey(parts[3])) {
          broken.add(reference);
        }
      }
      fields.values().forEach(value -> follow(value, broken));
    } else if (node instanceof List<?> items) {
      items.forEach(item -> follow(item, broken));
    }
  }

  private List<Object> required(String schema) {
    Object found = map(map(document.getMap("components")).get("schemas")).get(schema);
    assertThat(found).as(schema).isNotNull();
    return list(map(found).get("required"));
  }

  /** All operations but those that another specification describes. */
  private void ours(BiConsumer<String, Map<String, Object>> check) {
    Map<String, Object> paths = document.getMap("paths");
    assertThat(paths).hasSizeGreaterThan(20);
    paths.forEach(
        (path, item) ->
            map(item)
                .forEach(
                    (method, operation) -> {
                      if (path.startsWith("/api/v1/") && METHODS.contains(method)) {
                        check.accept(method + " " + path, map(operation));
                      }
                    }));
  }

  private static boolean isBlank(@Nullable Object text) {
    return !(text instanceof String some) || some.isBlank();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(@Nullable Object node) {
    return node == null ? Map.of() : (Map<String, Object>) node;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object node) {
    return node == null ? List.of() : (List<Object>) node;
  }
}
