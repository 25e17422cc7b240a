package io.tarn.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class MergedDocumentTest {
  static final ObjectMapper JSON = new ObjectMapper();

  final MergedDocument merged = new MergedDocument("1");

  static JsonNode part(String path, String operationId, String schemas) throws Exception {
    return JSON.readTree(
        """
        {"paths":{"%s":{"get":{"operationId":"%s","security":[{"x":[]}],
            "responses":{"200":{"description":"ok","content":{"application/json":{"schema":
              {"$ref":"#/components/schemas/Page"}}}},
              "404":{"description":"none"}}}}},
         "components":{"schemas":%s,"securitySchemes":{"x":{}}},
         "tags":[{"name":"T"}]}
        """
            .formatted(path, operationId, schemas));
  }

  String refOf(String path) {
    return merged
        .json()
        .path("paths")
        .path(path)
        .at("/get/responses/200/content/application~1json/schema/$ref")
        .asText();
  }

  @Test
  void sharesComponentsThatAreTheSame() throws Exception {
    merged.add("a", part("/a", "a", "{\"Page\":{\"type\":\"object\"}}"), path -> true);
    merged.add("b", part("/b", "b", "{\"Page\":{\"type\":\"object\"}}"), path -> true);
    assertThat(refOf("/a")).isEqualTo("#/components/schemas/Page");
    assertThat(refOf("/b")).isEqualTo("#/components/schemas/Page");
  }

  @Test
  void renamesComponentsThatDiffer() throws Exception {
    merged.add("a", part("/a", "a", "{\"Page\":{\"type\":\"object\"}}"), path -> true);
    merged.add("b", part("/b", "b", "{\"Page\":{\"type\":\"array\"}}"), path -> true);
    assertThat(refOf("/b")).isEqualTo("#/components/schemas/BPage");
    assertThat(merged.json().at("/components/schemas/BPage/type").asText()).isEqualTo("array");
    assertThat(merged.json().at("/components/schemas/Page/type").asText()).isEqualTo("object");
  }

  @Test
  void renamesComponentsThatReferToRenamedOnes() throws Exception {
    String page = "\"Page\":{\"items\":{\"$ref\":\"#/components/schemas/Item\"}}";
    merged.add("a", part("/a", "a", "{" + page + ",\"Item\":{\"type\":\"string\"}}"), path -> true);
    merged.add("b", part("/b", "b", "{" + page + ",\"Item\":{\"type\":\"number\"}}"), path -> true);
    assertThat(refOf("/b")).isEqualTo("#/components/schemas/BPage");
    assertThat(merged.json().at("/components/schemas/BPage/items/$ref").asText())
        .isEqualTo("#/components/schemas/BItem");
    assertThat(merged.json().at("/components/schemas/Page/items/$ref").asText())
        .isEqualTo("#/components/schemas/Item");
  }

  @Test
  void makesOperationIdsUnique() throws Exception {
    merged.add("a", part("/a", "list", "{}"), path -> true);
    merged.add("b", part("/b", "list", "{}"), path -> true);
    merged.add("c", part("/c/{id}", "", "{}"), path -> true);
    assertThat(merged.json().at("/paths/~1a/get/operationId").asText()).isEqualTo("list");
    assertThat(merged.json().at("/paths/~1b/get/operationId").asText()).isEqualTo("bList");
    assertThat(merged.json().at("/paths/~1c~1{id}/get/operationId").asText()).isEqualTo("getCId");
  }

  @Test
  void leavesOutWhatCannotBeReached() throws Exception {
    merged.add("a", part("/internal", "a", "{}"), path -> false);
    assertThat(merged.json().path("paths")).isEmpty();
  }

  @Test
  void hasTheHousesSecurityAndProblems() throws Exception {
    merged.add("a", part("/a", "a", "{}"), path -> true);
    merged.add("b", part("/openapi", "b", "{}"), path -> true);
    JsonNode operation = merged.json().at("/paths/~1a/get");
    assertThat(operation.has("security")).isFalse();
    assertThat(merged.json().at("/paths/~1openapi/get/security")).isEmpty();
    assertThat(merged.json().at("/components/securitySchemes").has("x")).isFalse();
    assertThat(operation.at("/responses/404/content").has("application/problem+json")).isTrue();
    assertThat(operation.at("/responses/default/$ref").asText())
        .isEqualTo("#/components/responses/Problem");
    assertThat(merged.json().path("tags").findValuesAsText("name")).containsOnlyOnce("T");
  }

  @Test
  void saysWhatParametersAndStatusesMeanWhereTheServiceDoesNot() throws Exception {
    JsonNode part =
        JSON.readTree(
            """
            {"paths":{"/a":{"get":{"operationId":"a",
               "parameters":[{"name":"limit","in":"query"},
                 {"name":"pageToken","in":"query","description":"its own"}],
               "responses":{"401":{"description":"Not Authorized"},
                 "403":{"description":"its own"}}}}}}
            """);
    merged.add("a", part, path -> true);
    JsonNode operation = merged.json().at("/paths/~1a/get");
    assertThat(operation.at("/parameters/0/description").asText()).contains("1 to 1000");
    assertThat(operation.at("/parameters/1/description").asText()).isEqualTo("its own");
    assertThat(operation.at("/responses/401/description").asText()).contains("UNAUTHENTICATED");
    assertThat(operation.at("/responses/403/description").asText()).isEqualTo("its own");
  }
}
