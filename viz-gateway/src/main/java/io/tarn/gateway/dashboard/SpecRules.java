package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What a Vega-Lite specification of a tile must be: it draws something, and all its data are the
 * tile's rows. What else is wrong in it, Vega-Lite says where it is drawn.
 */
final class SpecRules {
  private static final List<String> DRAWING =
      List.of("mark", "layer", "concat", "hconcat", "vconcat", "facet", "repeat", "spec");
  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/";
  private static final int MAX_DEPTH = 50;

  private SpecRules() {}

  static void check(ObjectNode spec, String at, DocumentReader document) {
    if (DRAWING.stream().noneMatch(spec::has)) {
      document.wrong(
          at,
          "The specification draws nothing: it needs one of " + String.join(", ", DRAWING) + ".");
    }
    JsonNode schema = spec.get("$schema");
    if (schema != null && !schema.asText().startsWith(SCHEMA)) {
      document.wrong(at + "/$schema", "This is no schema of Vega-Lite.");
    }
    JsonNode mark = spec.get("mark");
    if (mark != null && !mark.isTextual() && !mark.path("type").isTextual()) {
      document.wrong(at + "/mark", "Here must be a mark's name, or an object with its type.");
    }
    JsonNode encoding = spec.get("encoding");
    if (encoding != null && !encoding.isObject()) {
      document.wrong(at + "/encoding", "Here must be an object.");
    }
    noOtherData(spec, at, document, 0);
  }

  private static void noOtherData(JsonNode node, String at, DocumentReader document, int depth) {
    if (depth > MAX_DEPTH) {
      document.wrong(at, "The specification is nested too deeply.");
      return;
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        noOtherData(node.get(i), at + "/" + i, document, depth + 1);
      }
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String place = at + "/" + DocumentReader.escape(field.getKey());
      if ((field.getKey().equals("data") || field.getKey().equals("datasets"))
          && (field.getValue().isContainerNode())) {
        document.wrong(place, "The data of a tile are the rows of its sql: leave this out.");
      } else {
        noOtherData(field.getValue(), place, document, depth + 1);
      }
    }
  }
}
