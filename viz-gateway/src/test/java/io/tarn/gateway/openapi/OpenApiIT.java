package io.tarn.gateway.openapi;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tarn.gateway.GatewayTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@GatewayTest
class OpenApiIT {
  static JsonNode document() throws Exception {
    String body = given().get("/openapi?format=json").then().statusCode(200).extract().asString();
    return new ObjectMapper().readTree(body);
  }

  @Test
  void describesAllServicesToAnyone() {
    given()
        .accept("application/json")
        .get("/openapi")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("openapi", equalTo("3.1.0"))
        .body("servers[0].url", equalTo("/"))
        .body("paths", hasKey("/api/v1/me"))
        .body("paths", hasKey("/api/v1/dashboards/{id}/data"))
        .body("paths", hasKey("/api/v1/loads/{id}"))
        .body("paths", hasKey("/api/v1/databases"))
        .body("paths", hasKey("/api/v1/queries/{id}/results"))
        .body("paths", not(hasKey("/internal")));
  }

  @Test
  void isTheSameInYaml() throws Exception {
    String yaml =
        given()
            .get("/openapi")
            .then()
            .statusCode(200)
            .contentType("application/yaml")
            .body(containsString("openapi: 3.1.0"))
            .extract()
            .asString();
    assertThat(new YAMLMapper().readTree(yaml).path("paths")).isEqualTo(document().path("paths"));
  }

  @Test
  void refusesAnotherFormat() {
    given().get("/openapi?format=xml").then().statusCode(400);
  }

  @Test
  void hasOnlyReferencesThatLeadSomewhere() throws Exception {
    JsonNode document = document();
    List<String> references = new ArrayList<>();
    collect(document, references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
  }

  @Test
  void describesEachOperationOfTheGateway() throws Exception {
    Set<String> ids = new HashSet<>();
    for (Map.Entry<String, JsonNode> path : document().path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String id = operation.getValue().path("operationId").asText();
        assertThat(ids.add(id)).as(id).isTrue();
        if (!id.toLowerCase().endsWith("list")) {
          assertThat(operation.getValue().path("summary").asText()).as(id).isNotEmpty();
          assertThat(operation.getValue().path("description").asText()).as(id).isNotEmpty();
        }
      }
    }
  }

  @Test
  void tellsThatASessionBeginsWithoutABody() throws Exception {
    JsonNode operation = document().at("/paths/~1api~1v1~1session/post");
    assertThat(operation.has("requestBody")).isFalse();
    assertThat(operation.at("/responses/201/content/application~1json/schema").isObject()).isTrue();
  }

  private static void collect(JsonNode node, List<String> references) {
    if (node.path("$ref").isTextual()) {
      references.add(node.path("$ref").textValue());
    }
    node.forEach(child -> collect(child, references));
  }
}
