package io.tarn.gateway.proxy;

import io.tarn.gateway.Service;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.EventStreams;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and its answer on the way back. Both bodies flow as they
 * come, with back-pressure, neither is kept. Ends the other side when one side breaks. Runs on the
 * request's event loop only.
 */
final class Exchange {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String EVENT_STREAM = "text/event-stream";

  /** How long a client that announced {@code Expect: 100-continue} waits for the service's word. */
  private static final long CONTINUE_MILLIS = 1000;

  private final RoutingContext context;
  private final HttpServerRequest client;
  private final HttpServerResponse answer;
  private final Service service;
  private final URI address;
  private final Refusal refusal;
  private boolean clientGone;
  private boolean bodyStarted;
  private boolean bodySent;
  private boolean answered;
  private boolean retried;

  Exchange(RoutingContext context, Service service, URI address, Refusal refusal) {
    this.context = context;
    this.client = context.request();
    this.answer = context.response();
    this.service = service;
    this.address = address;
    this.refusal = refusal;
  }

  void start(HttpClient pool, String token, Duration idleTimeout) {
    boolean secure = "https".equals(address.getScheme());
    RequestOptions options =
        new RequestOptions()
            .setMethod(client.method())
            .setHost(address.getHost())
            .setPort(address.getPort() >= 0 ? address.getPort() : secure ? 443 : 80)
            .setSsl(secure)
            .setURI(client.query() == null ? client.path() : client.path() + "?" + client.query())
            .setFollowRedirects(false);
    if (!accepts(EVENT_STREAM)) {
      options.setIdleTimeout(idleTimeout.toMillis());
    }
    pool.request(options)
        .onSuccess(request -> send(pool, token, idleTimeout, request))
        .onFailure(this::unreachable);
  }

  private void send(
      HttpClient pool, String token, Duration idleTimeout, HttpClientRequest request) {
    if (clientGone) {
      request.reset();
      return;
    }
    context.addEndHandler(
        end -> {
          clientGone = true;
          if (end.failed() || !bodySent) {
            request.reset();
          }
        });
    ForwardedHeaders.request(client, token, request.headers());
    request
        .response()
        .onSuccess(response -> relay(request, response))
        .onFailure(
            failure -> {
              if (canRetry()) {
                retried = true;
                start(pool, token, idleTimeout);
              } else {
                unreachable(failure);
              }
            });
    if (!hasBody()) {
      bodySent = true;
      client.resume();
      request.end();
      return;
    }
    if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      request.setChunked(true);
    }
    if ("100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT))) {
      request.putHeader(HttpHeaders.EXPECT, "100-continue");
      request.continueHandler(go -> goOn(request));
      request.sendHead();
      context.vertx().setTimer(CONTINUE_MILLIS, late -> goOn(request));
    } else {
      sendBody(request);
    }
  }

  private void goOn(HttpClientRequest request) {
    if (!bodyStarted && !answered && !clientGone) {
      answer.writeContinue();
      sendBody(request);
    }
  }

  private void sendBody(HttpClientRequest request) {
    bodyStarted = true;
    client
        .pipe()
        .endOnFailure(false)
        .to(request)
        .onSuccess(done -> bodySent = true)
        .onFailure(
            failure -> {
              LOG.debugf("The body for %s broke off: %s", service.label(), failure);
              if (!answered) {
                request.reset(0, failure);
              }
            });
  }

  private void relay(HttpClientRequest request, HttpClientResponse response) {
    if (clientGone) {
      request.reset();
      return;
    }
    answered = true;
    if (response.statusCode() == 401) {
      request.reset();
      LOG.errorf("%s does not accept the gateway's token", service.label());
      fail(ErrorCode.SERVICE_UNAVAILABLE, "%s does not know this gateway.");
      return;
    }
    answer.setStatusCode(response.statusCode());
    if (!response.statusMessage().isEmpty()) {
      answer.setStatusMessage(response.statusMessage());
    }
    ForwardedHeaders.response(response.headers(), origin(), answer.headers());
    if (isBodiless(response)) {
      response.resume();
      answer.end();
      return;
    }
    if (response.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      answer.setChunked(true);
    }
    response
        .pipe()
        .endOnFailure(false)
        .to(answer)
        .onFailure(
            failure -> {
              LOG.debugf("The answer of %s broke off: %s", service.label(), failure);
              request.reset();
              if (!answer.ended() && !answer.closed()) {
                EventStreams.cut(context);
              }
            });
  }

  private void unreachable(Throwable failure) {
    if (clientGone || answer.ended()) {
      return;
    }
    if (failure instanceof ConnectionPoolTooBusyException) {
      fail(ErrorCode.TOO_MANY_REQUESTS, "Too many requests wait for %s; try again in a moment.");
      return;
    }
    LOG.warnf("%s does not answer: %s", service.label(), failure);
    fail(ErrorCode.SERVICE_UNAVAILABLE, "%s does not answer at the moment; try again.");
  }

  private void fail(ErrorCode code, String detail) {
    answered = true;
    refusal.answer(context, new ProblemException(code, detail.formatted(service.label())));
  }

  /** A pooled connection may have been closed by the service just when it was used again. */
  private boolean canRetry() {
    return !retried && !answered && !clientGone && !hasBody() && isSafe();
  }

  private boolean isSafe() {
    return client.method().equals(HttpMethod.GET) || client.method().equals(HttpMethod.HEAD);
  }

  private boolean hasBody() {
    String length = client.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null) {
      return !length.equals("0");
    }
    return client.getHeader(HttpHeaders.TRANSFER_ENCODING) != null
        || (client.version() == io.vertx.core.http.HttpVersion.HTTP_2 && !client.isEnded());
  }

  private boolean isBodiless(HttpClientResponse response) {
    return client.method().equals(HttpMethod.HEAD)
        || response.statusCode() == 204
        || response.statusCode() == 304;
  }

  private boolean accepts(String type) {
    @Nullable String accept = client.getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.toLowerCase(Locale.ROOT).contains(type);
  }

  private String origin() {
    return address.getScheme() + "://" + address.getRawAuthority();
  }
}
