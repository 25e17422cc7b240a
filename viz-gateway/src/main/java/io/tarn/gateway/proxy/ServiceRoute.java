package io.tarn.gateway.proxy;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.tarn.gateway.Service;
import io.tarn.gateway.ServiceAddresses;
import io.tarn.gateway.identity.Authenticator;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.rest.RequestLog;
import io.tarn.rest.ServiceTokens;
import io.tarn.rest.production.CallsTls;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;

/**
 * The way through the gateway: finds the service of a path, makes sure of the caller, and hands the
 * exchange on with a token of the caller's for that service.
 */
@ApplicationScoped
class ServiceRoute {
  private static final Set<HttpMethod> METHODS =
      Set.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.PATCH,
          HttpMethod.DELETE);

  /** After the log (10,000) and CORS (300), before all routes. */
  private static final int PATH_CHECK = 250;

  private static final long LEFTOVER_MILLIS = 30_000;

  private static final String PATH = "tarn.path";

  private final Authenticator authenticator;
  private final ServiceAddresses addresses;
  private final ServiceTokens tokens;
  private final Refusal refusal;
  private final ProxySettings settings;
  private final HttpClient client;

  ServiceRoute(
      Authenticator authenticator,
      ServiceAddresses addresses,
      ServiceTokens tokens,
      Refusal refusal,
      ProxySettings settings,
      CallsTls tls,
      Vertx vertx) {
    this.authenticator = authenticator;
    this.addresses = addresses;
    this.tokens = tokens;
    this.refusal = refusal;
    this.settings = settings;
    this.client =
        vertx.createHttpClient(
            tls.apply(
                new HttpClientOptions()
                    .setConnectTimeout((int) settings.connectTimeout().toMillis())
                    .setKeepAliveTimeout((int) settings.keepAlive().toSeconds())
                    .setDecompressionSupported(false)
                    .setMaxWaitQueueSize(settings.maxWaiting())
                    .setTcpKeepAlive(true)
                    .setTcpNoDelay(true)),
            new PoolOptions().setHttp1MaxSize(settings.maxConnections()));
  }

  void register(@Observes Filters filters) {
    filters.register(this::checkPath, PATH_CHECK);
  }

  void register(@Observes Router router) {
    router.route().handler(this::handle);
  }

  @PreDestroy
  void close() {
    var _ = client.close();
  }

  private void checkPath(RoutingContext context) {
    Optional<PlainPath> path = PlainPath.parse(context.request().path());
    if (path.isEmpty()) {
      refusal.answer(
          context,
          new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "The path is ambiguous: send it without empty segments, dots, semicolons and encoded"
                  + " slashes."));
      return;
    }
    context.put(PATH, path.get());
    context.next();
  }

  private void handle(RoutingContext context) {
    PlainPath path = context.get(PATH);
    Optional<Service> service =
        path == null ? Optional.empty() : RoutingTable.service(path.segments());
    if (service.isEmpty()) {
      context.next();
      return;
    }
    if (!METHODS.contains(context.request().method())) {
      refusal.answer(
          context,
          new ProblemException(
              ErrorCode.METHOD_NOT_ALLOWED,
              "No address of a service knows the method " + context.request().method() + "."));
      return;
    }
    context.request().pause();
    context.addEndHandler(end -> boundLeftover(context));
    authenticator
        .identify(context)
        .onSuccess(caller -> forward(context, service.get(), caller))
        .onFailure(failure -> refuse(context, failure));
  }

  private void forward(RoutingContext context, Service service, Optional<Caller> caller) {
    if (caller.isEmpty()) {
      refuse(
          context,
          new ProblemException(
              ErrorCode.UNAUTHENTICATED, "Send a key or a token: Authorization: Bearer <key>."));
      return;
    }
    context.put(RequestLog.PRINCIPAL, caller.get().principal());
    String token = tokens.mint(caller.get(), service.label());
    new Exchange(context, service, addresses.url(service), refusal, client, settings, token)
        .start();
  }

  /**
   * A request that was answered before its end is read on for a while, because most clients read
   * the answer only then; after that its connection is closed.
   */
  private static void boundLeftover(RoutingContext context) {
    HttpServerRequest request = context.request();
    if (!request.isEnded()) {
      context
          .vertx()
          .setTimer(
              LEFTOVER_MILLIS,
              late -> {
                if (!request.isEnded()) {
                  var _ = request.connection().close();
                }
              });
    }
  }

  private void refuse(RoutingContext context, Throwable failure) {
    if (failure instanceof ProblemException problem) {
      refusal.answer(context, problem);
    } else {
      context.fail(failure);
    }
  }
}
