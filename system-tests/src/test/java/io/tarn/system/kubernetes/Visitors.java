package io.tarn.system.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What visitors of a lake do, again and again, from inside the cluster and through the gateway's
 * Service: look at a tile of a dashboard, browse, run a query and read its answer. An answer other
 * than the right one is a failure. They speak HTTP/1.1, as proxies before a gateway do. A program
 * of its own, of nothing but the JDK: {@code Visitors idle} waits to be used, {@code Visitors
 * GATEWAY KEY COUNT} runs until its standard input ends and then says what it saw.
 */
public final class Visitors {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int PAUSE_MILLIS = 100;
  private static final int SHOWN = 10;

  private static final String QUERY =
      "{\"database\":\"oulad\",\"sql\":\"select count(*) from studentinfo\"}";

  private final URI gateway;
  private final String key;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(LIMIT).build();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final List<Long> millis = Collections.synchronizedList(new ArrayList<>());

  private Visitors(URI gateway, String key) {
    this.gateway = gateway;
    this.key = key;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments[0].equals("idle")) {
      new CountDownLatch(1).await();
    }
    Visitors visitors = new Visitors(URI.create(arguments[0]), arguments[1]);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      threads.add(Thread.ofPlatform().start(visitors::visit));
    }
    System.out.println("running");
    System.in.readAllBytes();
    visitors.over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    visitors.report();
  }

  private void visit() {
    while (!over.get()) {
      call("GET", "/api/v1/dashboards/oulad/tiles/registrations", null, "32593", "\"error\"");
      call("GET", "/api/v1/databases/oulad/tables", null, "studentinfo", "\"code\"");
      String query = call("POST", "/api/v1/queries", QUERY, "\"SUCCEEDED\"", "\"error\"");
      int at = query.indexOf("\"queryId\":\"");
      if (at >= 0) {
        String id = query.substring(at + 11, at + 47);
        call("GET", "/api/v1/queries/" + id + "/results", null, "[[32593]]", "\"code\"");
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The body, empty if the call failed. */
  private String call(String method, String path, String body, String right, String wrong) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(gateway.resolve(path))
            .timeout(LIMIT)
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + key);
    if (body == null) {
      request.GET();
    } else {
      request
          .header("Content-Type", "application/json")
          .header("Prefer", "wait=30")
          .header("Idempotency-Key", UUID.randomUUID().toString())
          .method(method, BodyPublishers.ofString(body));
    }
    long start = System.nanoTime();
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
      millis.add((System.nanoTime() - start) / 1_000_000);
      if (answer.statusCode() / 100 == 2
          && answer.body().contains(right)
          && !answer.body().contains(wrong)) {
        return answer.body();
      }
      failures.add(
          "%s %s %s: %d %s"
              .formatted(Instant.now(), method, path, answer.statusCode(), answer.body()));
    } catch (IOException e) {
      failures.add("%s %s %s: %s".formatted(Instant.now(), method, path, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "";
  }

  private void report() {
    failures.stream().limit(SHOWN).forEach(failure -> System.out.println("failure " + failure));
    List<Long> sorted = millis.stream().sorted().toList();
    System.out.println(
        "requests=%d failures=%d median=%d ms 99%%=%d ms longest=%d ms"
            .formatted(
                sorted.size(),
                failures.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getLast()));
  }
}
