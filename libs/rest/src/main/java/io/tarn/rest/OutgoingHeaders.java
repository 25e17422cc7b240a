package io.tarn.rest;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.tarn.kernel.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers of calls to other services: the caller's token for that service, the request's id,
 * and, while traces are on, the trace that the call belongs to (W3C {@code traceparent}).
 * Thread-safe.
 */
@ApplicationScoped
public class OutgoingHeaders {
  private final ServiceTokens tokens;
  private final OpenTelemetry telemetry;

  OutgoingHeaders(ServiceTokens tokens, OpenTelemetry telemetry) {
    this.tokens = tokens;
    this.telemetry = telemetry;
  }

  /**
   * The headers of one call, made on the thread that works for the request.
   *
   * @param audience the application name of the service to be called
   */
  public Map<String, String> of(Caller caller, String audience) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Authorization", "Bearer " + tokens.mint(caller, audience));
    headers.put(RequestIds.HEADER, RequestIds.current());
    telemetry
        .getPropagators()
        .getTextMapPropagator()
        .inject(Context.current(), headers, (carrier, key, value) -> headers.put(key, value));
    return headers;
  }
}
