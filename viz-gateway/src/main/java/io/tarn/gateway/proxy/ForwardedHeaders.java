package io.tarn.gateway.proxy;

import io.tarn.rest.RequestIds;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which headers pass the gateway. Those of a hop end here (RFC 9110, section 7.6.1); credentials
 * and cookies of the client go no further; what a client says of hops before it is not believed.
 */
final class ForwardedHeaders {
  private static final Set<String> HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings");

  private static final Set<String> REPLACED =
      Set.of(
          "authorization",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "origin",
          "referer",
          "via",
          "x-csrf-token",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-port",
          "x-forwarded-prefix",
          "x-forwarded-proto",
          "x-real-ip",
          "x-request-id");

  private static final Set<String> NOT_FROM_A_SERVICE = Set.of("set-cookie", "x-request-id");

  private ForwardedHeaders() {}

  /** Gives the service the client's headers, and the gateway's own. */
  static void request(HttpServerRequest client, String token, MultiMap service) {
    Set<String> dropped = named(client.headers());
    for (Map.Entry<String, String> header : client.headers()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!HOP.contains(name) && !REPLACED.contains(name) && !dropped.contains(name)) {
        service.add(header.getKey(), header.getValue());
      }
    }
    service.set(HttpHeaders.AUTHORIZATION, "Bearer " + token);
    service.set(RequestIds.HEADER, RequestIds.current());
    if (client.remoteAddress() != null && client.remoteAddress().hostAddress() != null) {
      service.set("X-Forwarded-For", client.remoteAddress().hostAddress());
    }
    service.set("X-Forwarded-Proto", String.valueOf(client.scheme()));
    if (client.authority() != null) {
      service.set("X-Forwarded-Host", client.authority().toString());
    }
  }

  /**
   * Gives the client the service's headers.
   *
   * @param origin the service's own origin, which must not be seen: its addresses become relative
   */
  static void response(MultiMap service, String origin, MultiMap client) {
    Set<String> dropped = named(service);
    Set<String> seen = new HashSet<>();
    for (Map.Entry<String, String> header : service) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (HOP.contains(name) || NOT_FROM_A_SERVICE.contains(name) || dropped.contains(name)) {
        continue;
      }
      String value = header.getValue();
      if ((name.equals("location") || name.equals("content-location"))
          && value.startsWith(origin + "/")) {
        value = value.substring(origin.length());
      }
      if (seen.add(name)) {
        client.set(header.getKey(), value);
      } else {
        client.add(header.getKey(), value);
      }
    }
  }

  /** The headers that {@code Connection} names. */
  private static Set<String> named(MultiMap headers) {
    Set<String> names = new HashSet<>();
    for (String value : headers.getAll(HttpHeaders.CONNECTION)) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }
}
