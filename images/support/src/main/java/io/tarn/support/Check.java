package io.tarn.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code check --url=GATEWAY [--trust=FILE] [--patience=SECONDS]}: the chart's test. The gateway is
 * ready with all services behind it, describes its API, shows its page, and lets nobody in without
 * a key; if not at once, then before its patience (a minute) is over.
 */
final class Check {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private static final Map<String, Integer> EXPECTED =
      Map.of("/q/health/ready", 200, "/openapi", 200, "/", 200, "/api/v1/me", 401);

  private Check() {}

  static void run(Options options) throws Exception {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(LIMIT);
    if (options.one("trust").isPresent()) {
      client.sslContext(Certificates.trusting(Path.of(options.required("trust"))));
    }
    URI gateway = URI.create(options.required("url"));
    Duration patience =
        options.one("patience").map(Integer::parseInt).map(Duration::ofSeconds).orElse(PATIENCE);
    Instant end = Instant.now().plus(patience);
    try (HttpClient http = client.build()) {
      Map<String, Integer> seen = look(http, gateway);
      while (!seen.equals(EXPECTED) && Instant.now().isBefore(end)) {
        Thread.sleep(PAUSE);
        seen = look(http, gateway);
      }
      report(seen);
    }
  }

  private static Map<String, Integer> look(HttpClient http, URI gateway)
      throws InterruptedException {
    Map<String, Integer> seen = new HashMap<>();
    for (String path : EXPECTED.keySet()) {
      seen.put(path, status(http, gateway.resolve(path)));
    }
    return seen;
  }

  private static void report(Map<String, Integer> seen) {
    int wrong = 0;
    for (Map.Entry<String, Integer> each : new TreeMap<>(EXPECTED).entrySet()) {
      Integer status = seen.get(each.getKey());
      boolean right = each.getValue().equals(status);
      wrong += right ? 0 : 1;
      System.out.println(
          "%s %s answers %d%s"
              .formatted(
                  right ? "ok  " : "FAIL",
                  each.getKey(),
                  status,
                  right ? "" : ", not " + each.getValue()));
    }
    if (wrong > 0) {
      throw new SupportException("%d of %d checks failed.".formatted(wrong, EXPECTED.size()));
    }
  }

  /** The HTTP status, 0 if there is none. */
  private static int status(HttpClient http, URI address) throws InterruptedException {
    try {
      return http.send(
              HttpRequest.newBuilder(address).timeout(LIMIT).GET().build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      System.out.println("     %s: %s".formatted(address, e));
      return 0;
    }
  }
}
