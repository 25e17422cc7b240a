package io.tarn.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OpenApiIT {
  @RegisterExtension static final QueryLake LAKE = new QueryLake();

  private static JsonNode document() throws IOException {
    return new ObjectMapper()
        .readTree(LAKE.as(Role.VIEWER).get("/q/openapi?format=json").body().asByteArray());
  }

  @Test
  void everyOperationIsDescribedWithItsAnswers() throws IOException {
    List<String> operations = new ArrayList<>();
    for (JsonNode path : document().path("paths")) {
      for (JsonNode operation : path) {
        String id = operation.path("operationId").asText();
        operations.add(id);
        assertThat(operation.path("summary").asText()).as(id).isNotBlank();
        assertThat(operation.path("description").asText()).as(id).isNotBlank();
        assertThat(operation.path("tags")).as(id).isNotEmpty();
        assertThat(operation.path("responses").fieldNames())
            .toIterable()
            .as(id)
            .anyMatch(code -> code.startsWith("2"))
            .anyMatch(code -> code.startsWith("4"));
        for (JsonNode parameter : operation.path("parameters")) {
          assertThat(parameter.path("description").asText())
              .as(id + " " + parameter.path("name"))
              .isNotBlank();
        }
      }
    }
    assertThat(operations)
        .containsExactlyInAnyOrder(
            "startQuery",
            "listQueries",
            "getQuery",
            "followQuery",
            "cancelQuery",
            "estimateQuery",
            "getQueryResults",
            "previewTable");
  }

  @Test
  void theResultsAreOfferedInAllTheirForms() throws IOException {
    JsonNode content =
        document()
            .path("paths")
            .path("/api/v1/queries/{id}/results")
            .path("get")
            .path("responses")
            .path("200")
            .path("content");

    assertThat(content.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "application/json",
            "text/csv",
            "application/vnd.apache.arrow.stream",
            "application/vnd.apache.parquet");
  }

  @Test
  void bodiesHaveExamples() throws IOException {
    JsonNode schemas = document().path("components").path("schemas");

    assertThat(schemas.path("QueryRequest").path("properties").path("sql").path("examples"))
        .isNotEmpty();
    assertThat(
            schemas.path("Query").path("properties").path("queryId").path("description").asText())
        .isNotBlank();
  }
}
