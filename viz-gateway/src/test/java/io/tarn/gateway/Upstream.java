package io.tarn.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A small HTTP server that does what the header {@code X-Do} says, and tells under {@code /_count}
 * what it has counted.
 */
final class Upstream implements Handler<HttpServerRequest> {
  private static final int CHUNK = 64 * 1024;

  private final Vertx vertx;
  private final Service service;
  private final QueryPeer queries = new QueryPeer();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

  Upstream(Vertx vertx, Service service) {
    this.vertx = vertx;
    this.service = service;
  }

  @Override
  public void handle(HttpServerRequest request) {
    if (service == Service.QUERY && queries.takes(request)) {
      queries.handle(request);
      return;
    }
    String what = request.getHeader("X-Do");
    HttpServerResponse response = request.response();
    switch (what == null ? request.path() : what) {
      case "/_count" -> response.end(Long.toString(count(request.getParam("of")).get()));
      case "/_cancelled" -> response.end(Integer.toString(queries.cancelled()));
      case "digest" -> digest(request);
      case "download" -> download(request, Long.parseLong(request.getHeader("X-Bytes")));
      case "events" -> events(request);
      case "refuse" -> {
        request.pause();
        response.setStatusCode(400).end("{\"code\":\"BODY_EMPTY\"}");
      }
      case "continue" -> {
        response.writeContinue();
        digest(request);
      }
      case "break" -> {
        response.setChunked(true).write("half");
        vertx.setTimer(100, later -> request.connection().close());
      }
      case "hang-up" -> request.connection().close();
      case "silence" ->
          request.connection().closeHandler(gone -> count("silence-closed").incrementAndGet());
      case "deny" -> response.setStatusCode(401).end();
      case "created" ->
          response
              .setStatusCode(201)
              .putHeader("Location", Upstreams.url(service) + "/api/v1/loads/7")
              .putHeader("Set-Cookie", "a=b")
              .putHeader("Connection", "X-Hop")
              .putHeader("X-Hop", "1")
              .end();
      case "empty" -> response.setStatusCode(204).end();
      case "/q/openapi" -> response.end(document().toBuffer());
      case "/q/health/ready" -> response.end("{\"status\":\"UP\"}");
      default -> echo(request);
    }
  }

  private JsonObject document() {
    String path =
        switch (service) {
          case INGEST -> "/api/v1/loads/{id}";
          case CATALOG -> "/api/v1/databases";
          case QUERY -> "/api/v1/queries/{id}/results";
        };
    JsonObject operation =
        new JsonObject()
            .put("operationId", "list")
            .put(
                "responses", new JsonObject().put("404", new JsonObject().put("description", "-")));
    return new JsonObject()
        .put("openapi", "3.1.0")
        .put(
            "paths",
            new JsonObject()
                .put(path, new JsonObject().put("get", operation))
                .put("/internal", new JsonObject().put("get", operation)));
  }

  private AtomicLong count(String name) {
    return counts.computeIfAbsent(name, key -> new AtomicLong());
  }

  private void echo(HttpServerRequest request) {
    JsonObject headers = new JsonObject();
    request
        .headers()
        .forEach(header -> headers.put(header.getKey().toLowerCase(), header.getValue()));
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .end(
            new JsonObject()
                .put("service", service.label())
                .put("method", request.method().name())
                .put("uri", request.uri())
                .put("headers", headers)
                .toBuffer());
  }

  private void digest(HttpServerRequest request) {
    MessageDigest sha = sha256();
    AtomicLong bytes = new AtomicLong();
    request.connection().closeHandler(gone -> count("upload-closed").incrementAndGet());
    request.handler(
        part -> {
          sha.update(part.getBytes());
          bytes.addAndGet(part.length());
          count("received").addAndGet(part.length());
        });
    request.endHandler(
        end -> {
          count("uploads").incrementAndGet();
          request
              .response()
              .setStatusCode(202)
              .putHeader("Content-Type", "application/json")
              .end(
                  new JsonObject()
                      .put("bytes", bytes.get())
                      .put("sha256", HexFormat.of().formatHex(sha.digest()))
                      .toBuffer());
        });
  }

  private void download(HttpServerRequest request, long bytes) {
    HttpServerResponse response = request.response();
    response.setChunked(true).setWriteQueueMaxSize(CHUNK);
    response.closeHandler(gone -> count("download-closed").incrementAndGet());
    count("sent").set(0);
    write(response, Buffer.buffer(new byte[CHUNK]), bytes);
  }

  private void write(HttpServerResponse response, Buffer chunk, long left) {
    long remaining = left;
    while (remaining > 0 && !response.closed()) {
      int size = (int) Math.min(CHUNK, remaining);
      remaining -= size;
      count("sent").addAndGet(size);
      response.write(size == CHUNK ? chunk : chunk.slice(0, size));
      if (response.writeQueueFull()) {
        long rest = remaining;
        response.drainHandler(go -> write(response, chunk, rest));
        return;
      }
    }
    if (!response.closed()) {
      response.end();
    }
  }

  private void events(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.setChunked(true).putHeader("Content-Type", "text/event-stream").write("data: 0\n\n");
    AtomicLong number = new AtomicLong();
    long timer =
        vertx.setPeriodic(50, tick -> response.write("data: " + number.incrementAndGet() + "\n\n"));
    response.closeHandler(
        gone -> {
          vertx.cancelTimer(timer);
          count("events-closed").incrementAndGet();
        });
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
