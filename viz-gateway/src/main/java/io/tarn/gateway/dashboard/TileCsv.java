package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A tile's rows as CSV (RFC 4180), with a header; an empty field is NULL, {@code ""} the empty
 * text.
 */
final class TileCsv {
  private TileCsv() {}

  static String of(QueryAnswer.Rows rows) {
    StringBuilder csv = new StringBuilder();
    line(csv, rows.columns().stream().map(column -> quoted(column.name())).toList());
    for (List<JsonNode> row : rows.rows()) {
      line(csv, row.stream().map(TileCsv::field).toList());
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, List<String> fields) {
    csv.append(String.join(",", fields)).append("\r\n");
  }

  private static String field(JsonNode value) {
    if (value.isNull()) {
      return "";
    }
    return quoted(value.isContainerNode() ? value.toString() : value.asText());
  }

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
