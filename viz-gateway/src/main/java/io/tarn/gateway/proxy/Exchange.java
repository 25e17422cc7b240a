package io.tarn.gateway.proxy;

import io.tarn.gateway.Service;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.EventStreams;
import io.vertx.core.buffer.Buffer;
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
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a service and its answer on the way back. Both bodies flow as they
 * come, with back-pressure, neither is kept; but for a short body that the client marked as safe to
 * repeat with {@code Idempotency-Key}. Ends the other side when one side breaks. Runs on the
 * request's event loop only.
 *
 * <p>A replica may go at any time. So a request that was not sent yet is tried again on another
 * connection, and so is one that may be repeated: without a body and safe, or with such a key.
 */
final class Exchange {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  /** How long a client that announced {@code Expect: 100-continue} waits for the service's word. */
  private static final long CONTINUE_MILLIS = 1000;

  /** The pause before the second attempt; each further one is twice as long. */
  private static final long PAUSE_MILLIS = 100;

  /** The longest body that is kept to be sent again. */
  private static final long MAX_KEPT_BYTES = 256 * 1024;

  private final RoutingContext context;
  private final HttpServerRequest client;
  private final HttpServerResponse answer;
  private final Service service;
  private final URI address;
  private final Refusal refusal;
  private final HttpClient pool;
  private final ProxySettings settings;
  private final String token;
  private @Nullable HttpClientRequest request;
  private @Nullable Buffer kept;
  private int attempts;
  private boolean clientGone;
  private boolean bodyStarted;
  private boolean bodySent;
  private boolean answered;

  Exchange(
      RoutingContext context,
      Service service,
      URI address,
      Refusal refusal,
      HttpClient pool,
      ProxySettings settings,
      String token) {
    this.context = context;
    this.client = context.request();
    this.answer = context.response();
    this.service = service;
    this.address = address;
    this.refusal = refusal;
    this.pool = pool;
    this.settings = settings;
    this.token = token;
  }

  void start() {
    context.addEndHandler(
        end -> {
          clientGone = true;
          if (request != null && (end.failed() || !bodySent)) {
            request.reset();
          }
        });
    if (!mayKeepBody()) {
      attempt();
      return;
    }
    if (expectsContinue()) {
      answer.writeContinue();
    }
    client.resume();
    client
        .body()
        .onSuccess(
            body -> {
              kept = body;
              attempt();
            })
        .onFailure(failure -> LOG.debugf("The client's body broke off: %s", failure));
  }

  private void attempt() {
    if (clientGone) {
      return;
    }
    attempts++;
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
      options.setIdleTimeout(settings.idleTimeout().toMillis());
    }
    pool.request(options).onSuccess(this::send).onFailure(failure -> failed(failure, true));
  }

  private void send(HttpClientRequest request) {
    if (clientGone) {
      request.reset();
      return;
    }
    this.request = request;
    ForwardedHeaders.request(client, token, request.headers());
    request
        .response()
        .onSuccess(response -> relay(request, response))
        .onFailure(failure -> failed(failure, isRepeatable()));
    if (kept != null) {
      bodySent = true;
      request.end(kept);
      return;
    }
    if (!hasBody()) {
      bodySent = true;
      client.resume();
      request.end();
      return;
    }
    if (client.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
      request.setChunked(true);
    }
    if (expectsContinue()) {
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
    if (isEnding(response) && isRepeatable() && attempts < settings.attempts()) {
      response.resume();
      tryAgain();
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

  /** What a service answers that takes no more requests, because it ends. */
  private static boolean isEnding(HttpClientResponse response) {
    return response.statusCode() == 503
        && "close".equalsIgnoreCase(response.getHeader(HttpHeaders.CONNECTION));
  }

  private void failed(Throwable failure, boolean again) {
    boolean busy = failure instanceof ConnectionPoolTooBusyException;
    if (again && !busy && !answered && !clientGone && attempts < settings.attempts()) {
      LOG.debugf("%s does not answer, trying again: %s", service.label(), failure);
      tryAgain();
    } else {
      unreachable(failure);
    }
  }

  private void tryAgain() {
    context.vertx().setTimer(PAUSE_MILLIS << (attempts - 1), late -> attempt());
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

  /** Whether a second request would do no more than the first, even if that one was handled. */
  private boolean isRepeatable() {
    return kept != null || (!hasBody() && isSafe());
  }

  private boolean mayKeepBody() {
    String length = client.getHeader(HttpHeaders.CONTENT_LENGTH);
    return client.method().equals(HttpMethod.POST)
        && client.getHeader(IDEMPOTENCY_KEY) != null
        && length != null
        && length.matches("[0-9]{1,9}")
        && Long.parseLong(length) <= MAX_KEPT_BYTES;
  }

  private boolean expectsContinue() {
    return "100-continue".equalsIgnoreCase(client.getHeader(HttpHeaders.EXPECT));
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
