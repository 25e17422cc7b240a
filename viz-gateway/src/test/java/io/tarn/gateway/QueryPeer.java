package io.tarn.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Speaks query-service's API over HTTP, with answers that the statement's text asks for: {@code
 * missing} is refused, {@code slow} does not end, {@code many} has 12,000 rows, {@code values} one
 * row of each type, and all others the values that were bound and the token's claims.
 */
final class QueryPeer {
  private static final int MANY = 12_000;

  private final Map<String, JsonObject> asked = new ConcurrentHashMap<>();
  private final AtomicInteger cancelled = new AtomicInteger();

  /** Whether this request is one of the gateway's own. */
  boolean takes(HttpServerRequest request) {
    return request.getHeader("Prefer") != null || request.path().contains("/peer-");
  }

  void handle(HttpServerRequest request) {
    request.bodyHandler(body -> answer(request, body));
  }

  private void answer(HttpServerRequest request, Buffer body) {
    if (request.path().endsWith("/cancel")) {
      cancelled.incrementAndGet();
      end(request, 202, new JsonObject().put("queryId", "peer-x").put("state", "CANCELLED"));
    } else if (request.path().endsWith("/results")) {
      String id = request.path().split("/")[4];
      end(request, 200, results(request, asked.get(id)));
    } else {
      start(request, body.toJsonObject());
    }
  }

  private void start(HttpServerRequest request, JsonObject statement) {
    String sql = statement.getString("sql");
    if (sql.contains("missing")) {
      end(
          request,
          400,
          new JsonObject()
              .put("code", "TABLE_NOT_FOUND")
              .put("detail", "Line 1, column 15: there is no table missing."));
      return;
    }
    String id = "peer-" + asked.size();
    String token = request.getHeader("Authorization").substring("Bearer ".length());
    String claims = new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    asked.put(
        id,
        statement
            .put("claims", new JsonObject(claims))
            .put("requestId", request.getHeader("X-Request-Id")));
    JsonObject query =
        new JsonObject()
            .put("queryId", id)
            .put("createdAt", "2026-11-01T12:00:00Z")
            .put("snapshots", new JsonObject().put("d.t", "9007199254740993"))
            .put("statistics", new JsonObject());
    boolean slow = sql.contains("slow");
    end(request, slow ? 202 : 200, query.put("state", slow ? "RUNNING" : "SUCCEEDED"));
  }

  private static JsonObject results(HttpServerRequest request, JsonObject statement) {
    String sql = statement.getString("sql");
    if (sql.contains("many")) {
      int limit = Integer.parseInt(request.getParam("limit"));
      int from =
          request.getParam("pageToken") == null
              ? 0
              : Integer.parseInt(request.getParam("pageToken"));
      JsonArray rows = new JsonArray();
      for (int i = from; i < Math.min(MANY, from + limit); i++) {
        rows.add(new JsonArray().add(i));
      }
      JsonObject page = page(columns("n", "bigint"), rows);
      return from + limit < MANY ? page.put("nextPageToken", Integer.toString(from + limit)) : page;
    }
    if (sql.contains("options")) {
      return page(
          columns("o", "varchar"),
          new JsonArray().add(new JsonArray().add("A")).add(new JsonArray().add("B")));
    }
    if (sql.contains("values")) {
      return page(
          columns(
              "big",
              "bigint",
              "price",
              "decimal(12,2)",
              "ratio",
              "double",
              "day",
              "date",
              "at",
              "timestamp(3) with time zone",
              "text",
              "varchar",
              "none",
              "varchar"),
          new JsonArray()
              .add(
                  new JsonArray()
                      .add("9007199254740993")
                      .add("12.30")
                      .add("NaN")
                      .add("2026-01-31")
                      .add("2026-01-31T09:00:00.000+09:00[Asia/Seoul]")
                      .add("a \"b\", c")
                      .addNull()));
    }
    JsonArray values = new JsonArray().add(statement.getString("sql"));
    statement.getJsonArray("parameters").forEach(value -> values.add(String.valueOf(value)));
    values.add(statement.getJsonObject("claims").getString("sub"));
    values.add(statement.getJsonObject("claims").getJsonArray("groups").encode());
    values.add(String.valueOf(statement.getString("database")));
    values.add(statement.getString("requestId"));
    JsonArray rows = new JsonArray();
    values.forEach(value -> rows.add(new JsonArray().add(value)));
    return page(columns("value", "varchar"), rows);
  }

  int cancelled() {
    return cancelled.get();
  }

  private static JsonObject page(JsonArray columns, JsonArray rows) {
    return new JsonObject().put("columns", columns).put("rows", rows);
  }

  private static JsonArray columns(String... namesAndTypes) {
    JsonArray columns = new JsonArray();
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      columns.add(new JsonObject().put("name", namesAndTypes[i]).put("type", namesAndTypes[i + 1]));
    }
    return columns;
  }

  private static void end(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(body.toBuffer());
  }
}
