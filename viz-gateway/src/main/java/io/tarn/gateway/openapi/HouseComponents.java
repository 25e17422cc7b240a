package io.tarn.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts of the OpenAPI document that all operations share: who calls, and what errors are. */
final class HouseComponents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private HouseComponents() {}

  static ObjectNode securitySchemes() {
    return parse(
        """
        {"key": {"type": "http", "scheme": "bearer",
           "description": "An API key: Authorization: Bearer tarn_…"},
         "session": {"type": "apiKey", "in": "cookie", "name": "tarn_session",
           "description": "The page's session; methods that change something also send X-CSRF-Token."}}
        """);
  }

  static ObjectNode schemas() {
    return parse(
        """
        {"Problem": {"type": "object", "description": "A problem document (RFC 9457).",
           "required": ["type", "title", "status", "detail", "code", "requestId"],
           "properties": {
             "type": {"type": "string", "description": "The page about the code.",
               "examples": ["/problems/TABLE_NOT_FOUND"]},
             "title": {"type": "string", "examples": ["The table does not exist"]},
             "status": {"type": "integer", "examples": [404]},
             "detail": {"type": "string", "description": "What is wrong with this request."},
             "code": {"type": "string", "examples": ["TABLE_NOT_FOUND"]},
             "requestId": {"type": "string", "description": "Finds the request in the log."},
             "errors": {"type": "array", "items": {"$ref": "#/components/schemas/ProblemPlace"}}}},
         "ProblemPlace": {"type": "object", "description": "Where exactly something is wrong.",
           "required": ["reason"],
           "properties": {
             "pointer": {"type": "string", "description": "JSON pointer into the body."},
             "file": {"type": "string"},
             "line": {"type": "integer", "format": "int64"},
             "column": {"type": "integer"},
             "field": {"type": "string", "description": "The table's column."},
             "byteOffset": {"type": "integer", "format": "int64"},
             "reason": {"type": "string"}}}}
        """);
  }

  static ObjectNode problemResponse() {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("description", "What went wrong, as a problem document.");
    response.set("content", problemContent());
    return response;
  }

  static ObjectNode problemContent() {
    return parse(
        """
        {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        """);
  }

  private static ObjectNode parse(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
