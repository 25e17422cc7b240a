package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tarn.gateway.dashboard.Dashboard.Chart;
import io.tarn.gateway.dashboard.QueryAnswer.Column;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a tile's specification complete: with the rows as values that JavaScript reads right, and
 * with what all charts have in common, which knows no colours, since those are the page's.
 */
final class VegaSpec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json";

  private VegaSpec() {}

  /** The complete specification; null for a table, which is no chart. */
  static @Nullable ObjectNode complete(Chart chart, QueryAnswer.Rows rows) {
    return switch (chart) {
      case Chart.Table table -> null;
      case Chart.Number number -> with(number(rows.columns()), rows);
      case Chart.VegaLite lite -> with(lite.spec(), rows);
    };
  }

  private static ObjectNode with(ObjectNode spec, QueryAnswer.Rows rows) {
    ObjectNode complete = JSON.objectNode();
    complete.put("$schema", SCHEMA);
    complete.setAll(spec.deepCopy());
    ObjectNode config = config();
    if (spec.get("config") instanceof ObjectNode own) {
      config.setAll(own.deepCopy());
    }
    complete.set("config", config);
    complete.putObject("data").set("values", values(rows, temporalFields(spec)));
    if (spec.has("mark") || spec.has("layer")) {
      for (String side : List.of("width", "height")) {
        if (!spec.has(side)) {
          complete.put(side, "container");
        }
      }
      if (!spec.has("autosize")) {
        complete.putObject("autosize").put("type", "fit").put("contains", "padding");
      }
    }
    return complete;
  }

  private static ObjectNode config() {
    ObjectNode config = JSON.objectNode();
    config.putObject("view").putNull("stroke");
    return config;
  }

  private static ObjectNode number(List<Column> columns) {
    ObjectNode spec = JSON.objectNode();
    spec.putObject("mark").put("type", "text").put("fontSize", 40).put("baseline", "middle");
    if (!columns.isEmpty()) {
      boolean quantity = isNumber(columns.getFirst().type());
      ObjectNode text = spec.putObject("encoding").putObject("text");
      text.put("field", columns.getFirst().name())
          .put("type", quantity ? "quantitative" : "nominal");
      if (quantity) {
        text.put("format", ",");
      }
    }
    return spec;
  }

  private static ArrayNode values(QueryAnswer.Rows rows, Set<String> temporal) {
    ArrayNode values = JSON.arrayNode(rows.rows().size());
    List<Column> columns = rows.columns();
    for (List<JsonNode> row : rows.rows()) {
      ObjectNode object = values.addObject();
      for (int i = 0; i < columns.size(); i++) {
        Column column = columns.get(i);
        object.set(
            column.name(), value(row.get(i), column.type(), temporal.contains(column.name())));
      }
    }
    return values;
  }

  /** A value of the API's JSON as a chart needs it. */
  private static JsonNode value(JsonNode value, String type, boolean temporal) {
    if (!value.isTextual()) {
      return value;
    }
    String text = value.textValue();
    if (isNumber(type)) {
      return number(text, type.startsWith("decimal"));
    }
    // JavaScript reads a bare date as midnight in UTC and shows the day before west of it
    if (type.equals("date") && temporal) {
      return TextNode.valueOf(text + "T00:00:00");
    }
    if (type.startsWith("timestamp") && text.endsWith("]")) {
      return TextNode.valueOf(text.substring(0, text.indexOf('[')));
    }
    return value;
  }

  private static JsonNode number(String text, boolean exact) {
    try {
      BigDecimal number = new BigDecimal(text);
      return exact ? DecimalNode.valueOf(number) : DoubleNode.valueOf(number.doubleValue());
    } catch (NumberFormatException e) {
      // NaN and the infinities have no place on an axis
      return NullNode.getInstance();
    }
  }

  private static boolean isNumber(String type) {
    int end = type.indexOf('(');
    return switch (end < 0 ? type : type.substring(0, end)) {
      case "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal" -> true;
      default -> false;
    };
  }

  private static Set<String> temporalFields(JsonNode spec) {
    Set<String> fields = new HashSet<>();
    collectTemporal(spec, fields);
    return fields;
  }

  private static void collectTemporal(JsonNode node, Set<String> fields) {
    if (node.isObject()
        && node.path("field").isTextual()
        && (node.path("type").asText().equals("temporal") || node.has("timeUnit"))) {
      fields.add(node.path("field").textValue());
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collectTemporal(field.getValue(), fields);
    }
    if (node.isArray()) {
      node.forEach(element -> collectTemporal(element, fields));
    }
  }
}
