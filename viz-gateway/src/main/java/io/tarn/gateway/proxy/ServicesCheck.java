package io.tarn.gateway.proxy;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.health.api.HealthGroup;
import io.smallrye.mutiny.Uni;
import io.tarn.gateway.Service;
import io.tarn.gateway.ServiceAddresses;
import io.tarn.rest.production.CallsTls;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready when each service behind the gateway answers. Whether it is ready itself is said beside it.
 * In a health group of its own: where gateways are many, one that waits for another service still
 * answers what it can.
 */
@Readiness
@HealthGroup("lake")
@ApplicationScoped
class ServicesCheck implements AsyncHealthCheck {
  private static final int TIMEOUT_MILLIS = 1000;

  private final ServiceAddresses addresses;
  private final HttpClient client;

  ServicesCheck(ServiceAddresses addresses, CallsTls tls, Vertx vertx) {
    this.addresses = addresses;
    this.client =
        vertx.createHttpClient(
            tls.apply(new HttpClientOptions().setConnectTimeout(TIMEOUT_MILLIS).setMaxPoolSize(2)));
  }

  @Override
  public Uni<HealthCheckResponse> call() {
    List<Future<Integer>> answers = Arrays.stream(Service.values()).map(this::status).toList();
    return Uni.createFrom()
        .completionStage(() -> Future.all(answers).toCompletionStage())
        .map(done -> result(answers));
  }

  @PreDestroy
  void close() {
    var _ = client.close();
  }

  private static HealthCheckResponse result(List<Future<Integer>> answers) {
    HealthCheckResponseBuilder result = HealthCheckResponse.named("services").up();
    for (Service service : Service.values()) {
      int status = answers.get(service.ordinal()).result();
      if (status == 0) {
        result.down();
      }
      result.withData(
          service.label(), status == 0 ? "does not answer" : status == 200 ? "ready" : "not ready");
    }
    return result.build();
  }

  /** The HTTP status, 0 if there is none. */
  private Future<Integer> status(Service service) {
    URI address = addresses.url(service);
    RequestOptions request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setAbsoluteURI(address.resolve("/q/health/ready").toString())
            .setTimeout(TIMEOUT_MILLIS);
    return client
        .request(request)
        .compose(sent -> sent.send())
        .compose(response -> response.body().map(body -> response.statusCode()))
        .otherwise(0);
  }
}
