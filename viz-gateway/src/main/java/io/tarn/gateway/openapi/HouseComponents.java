package io.tarn.gateway.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
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

  /** What the parts of the API are, in the order in which a reader meets them. */
  static ArrayNode tags() {
    ObjectNode names =
        parse(
            """
            {"Identity": "Who calls: keys with their roles, and the page's session.",
             "Ingest": "Files in: uploads, and the loads that turn them into tables.",
             "Catalog": "What there is: databases, tables, their history and statistics, and what lands in them.",
             "Query": "SQL in the dialect of Trino and Athena, and its results.",
             "Dashboards": "Documents of parameters and tiles, and the data they show.",
             "Iceberg": "The Iceberg REST catalog protocol, for other engines; described by its own specification.",
             "Problems": "What each error code means, and what to do.",
             "Description": "This document."}
            """);
    ArrayNode tags = JsonNodeFactory.instance.arrayNode();
    names
        .properties()
        .forEach(
            name ->
                tags.addObject().put("name", name.getKey()).set("description", name.getValue()));
    return tags;
  }

  /** What parameters mean that mean the same wherever they are taken. */
  static ObjectNode parameters() {
    return parse(
        """
        {"limit": "Items a page, 1 to 1000; 100 if absent.",
         "pageToken": "nextPageToken of the page before.",
         "Idempotency-Key": "The same key and body give the first answer again; another body 409.",
         "If-Match": "The ETag of the version that the change is made to.",
         "If-None-Match": "The ETag of what is known already: 304 while it stands."}
        """);
  }

  /** What statuses mean where an operation does not say more. */
  static ObjectNode statuses() {
    return parse(
        """
        {"400": "The request is wrong; code and errors say where.",
         "401": "UNAUTHENTICATED: no valid key or session.",
         "403": "FORBIDDEN: the caller's role does not allow this."}
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
