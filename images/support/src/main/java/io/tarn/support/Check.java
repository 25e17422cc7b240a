package io.tarn.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * {@code check --url=GATEWAY [--trust=FILE]}: the chart's test. The gateway is ready with all
 * services behind it, describes its API, shows its page, and lets nobody in without a key.
 */
final class Check {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final Map<String, Integer> EXPECTED =
      Map.of("/q/health/ready", 200, "/openapi", 200, "/", 200, "/api/v1/me", 401);

  private Check() {}

  static void run(Options options) throws Exception {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(LIMIT);
    if (options.one("trust").isPresent()) {
      client.sslContext(Certificates.trusting(Path.of(options.required("trust"))));
    }
    URI gateway = URI.create(options.required("url"));
    int wrong = 0;
    try (HttpClient http = client.build()) {
      for (Map.Entry<String, Integer> each : EXPECTED.entrySet()) {
        int status = status(http, gateway.resolve(each.getKey()));
        boolean right = status == each.getValue();
        wrong += right ? 0 : 1;
        System.out.println(
            "%s %s answers %d%s"
                .formatted(
                    right ? "ok  " : "FAIL",
                    each.getKey(),
                    status,
                    right ? "" : ", not " + each.getValue()));
      }
    }
    if (wrong > 0) {
      throw new SupportException("%d of %d checks failed.".formatted(wrong, EXPECTED.size()));
    }
  }

  private static int status(HttpClient http, URI address) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        http.send(
            HttpRequest.newBuilder(address).timeout(LIMIT).GET().build(),
            BodyHandlers.discarding());
    return answer.statusCode();
  }
}
