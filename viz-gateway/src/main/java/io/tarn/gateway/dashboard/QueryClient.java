package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.gateway.Service;
import io.tarn.gateway.ServiceAddresses;
import io.tarn.gateway.dashboard.QueryAnswer.Column;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.rest.RequestIds;
import io.tarn.rest.ServiceTokens;
import io.tarn.rest.production.CallsTls;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements through query-service's API. A replica that goes is no failure: each call may be
 * repeated, a new statement because it has a key, and is, on another connection. Blocking;
 * thread-safe.
 */
@ApplicationScoped
class QueryClient {
  private static final Logger LOG = Logger.getLogger(QueryClient.class);
  private static final String QUERIES = "/api/v1/queries";
  private static final int PAGE = 1_000;
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 5;

  /** The pause before the second attempt; each further one is twice as long. */
  private static final long PAUSE_MILLIS = 100;

  /** A statement for query-service. */
  record Statement(String sql, @Nullable String database, List<JsonNode> parameters) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Query(
      String queryId,
      String state,
      @Nullable Map<String, String> snapshots,
      @Nullable Instant createdAt,
      @Nullable Failed error) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Failed(@Nullable String code, @Nullable String detail) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record ResultPage(
      List<Column> columns, List<List<JsonNode>> rows, @Nullable String nextPageToken) {}

  /** An answer of query-service that is not a success. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient QueryAnswer.Failure failure;

    Refused(QueryAnswer.Failure failure) {
      super(failure.detail());
      this.failure = failure;
    }
  }

  private final URI address;
  private final ServiceTokens tokens;
  private final ObjectMapper json;
  private final HttpClient http;

  QueryClient(ServiceAddresses addresses, ServiceTokens tokens, ObjectMapper json, CallsTls tls) {
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .sslContext(tls.context())
            .build();
    this.address = addresses.url(Service.QUERY);
    this.tokens = tokens;
    this.json = json;
  }

  @PreDestroy
  void close() {
    http.shutdownNow();
  }

  /**
   * Runs a statement to its end, and takes its first rows; stops it when the time is over.
   *
   * @param caller on whose behalf, with the role to use
   * @param timeout at most the minute that query-service lets a request wait
   */
  QueryAnswer run(Statement statement, Caller caller, int maxRows, Duration timeout)
      throws InterruptedException {
    try {
      Query query = start(statement, caller, timeout);
      if (!isFinal(query)) {
        cancel(query, caller);
        return timedOut(timeout);
      }
      if (!query.state().equals("SUCCEEDED")) {
        return failure(query.error(), "The query was " + query.state() + ".");
      }
      return rows(query, caller, maxRows);
    } catch (Refused e) {
      return e.failure;
    } catch (HttpTimeoutException e) {
      LOG.warnf("query-service did not answer in time: %s", e);
      return timedOut(timeout);
    } catch (IOException e) {
      LOG.warnf("query-service cannot be reached: %s", e);
      return new QueryAnswer.Failure(
          ErrorCode.SERVICE_UNAVAILABLE, "query-service cannot be reached; try again in a moment.");
    }
  }

  private Query start(Statement statement, Caller caller, Duration timeout)
      throws IOException, InterruptedException, Refused {
    HttpRequest.Builder request =
        request(QUERIES, caller, timeout.plusSeconds(5))
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=" + timeout.toSeconds())
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(statement)));
    return send(request, Query.class);
  }

  private QueryAnswer rows(Query query, Caller caller, int maxRows)
      throws IOException, InterruptedException, Refused {
    List<List<JsonNode>> rows = new ArrayList<>();
    List<Column> columns = List.of();
    @Nullable String token = null;
    do {
      int limit = Math.min(PAGE, maxRows - rows.size());
      String path =
          QUERIES + "/" + query.queryId() + "/results?limit=" + limit + pageParameter(token);
      ResultPage page = send(request(path, caller, CALL).GET(), ResultPage.class);
      columns = page.columns();
      rows.addAll(page.rows());
      token = page.nextPageToken();
    } while (token != null && rows.size() < maxRows);
    return new QueryAnswer.Rows(
        columns,
        rows,
        token != null,
        query.createdAt() == null ? Instant.now() : query.createdAt(),
        query.snapshots() == null ? Map.of() : query.snapshots());
  }

  private void cancel(Query query, Caller caller)
      throws IOException, InterruptedException, Refused {
    send(
        request(QUERIES + "/" + query.queryId() + "/cancel", caller, CALL)
            .POST(BodyPublishers.noBody()),
        Query.class);
  }

  private HttpRequest.Builder request(String path, Caller caller, Duration timeout) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(timeout)
        .header("Accept", "application/json")
        .header("Authorization", "Bearer " + tokens.mint(caller, Service.QUERY.label()))
        .header(RequestIds.HEADER, RequestIds.current());
  }

  private <T> T send(HttpRequest.Builder request, Class<T> type)
      throws IOException, InterruptedException, Refused {
    HttpResponse<byte[]> response = answer(request.build());
    if (response.statusCode() / 100 == 2) {
      return json.readValue(response.body(), type);
    }
    if (response.statusCode() == 401) {
      LOG.error("query-service does not accept the gateway's token");
      throw new Refused(
          new QueryAnswer.Failure(
              ErrorCode.SERVICE_UNAVAILABLE, "query-service does not know this gateway."));
    }
    throw new Refused(
        failure(problem(response), "query-service answered " + response.statusCode()));
  }

  private HttpResponse<byte[]> answer(HttpRequest request)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
        if (!isEnding(response) || attempt == ATTEMPTS) {
          return response;
        }
      } catch (IOException e) {
        boolean late =
            e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException);
        if (late || attempt == ATTEMPTS) {
          throw e;
        }
        LOG.debugf("query-service does not answer, trying again: %s", e);
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS << (attempt - 1));
    }
  }

  /** What a service answers that takes no more requests, because it ends. */
  private static boolean isEnding(HttpResponse<?> response) {
    return response.statusCode() == 503
        && response.headers().firstValue("Connection").filter("close"::equals).isPresent();
  }

  private @Nullable Failed problem(HttpResponse<byte[]> response) {
    try {
      return json.readValue(response.body(), Failed.class);
    } catch (IOException e) {
      LOG.warnf("query-service answered %d without a problem: %s", response.statusCode(), e);
      return null;
    }
  }

  private static QueryAnswer.Failure failure(@Nullable Failed problem, String otherwise) {
    String detail = problem == null ? null : problem.detail();
    return new QueryAnswer.Failure(
        code(problem == null ? null : problem.code()), detail == null ? otherwise : detail);
  }

  private static ErrorCode code(@Nullable String name) {
    for (ErrorCode code : ErrorCode.values()) {
      if (code.name().equals(name)) {
        return code;
      }
    }
    return ErrorCode.INTERNAL_ERROR;
  }

  private static QueryAnswer timedOut(Duration timeout) {
    return new QueryAnswer.Failure(
        ErrorCode.EXCEEDED_TIME_LIMIT,
        "The query took longer than the %d seconds that a tile has."
            .formatted(timeout.toSeconds()));
  }

  private static boolean isFinal(Query query) {
    return switch (query.state()) {
      case "SUCCEEDED", "FAILED", "CANCELLED" -> true;
      default -> false;
    };
  }

  private static String pageParameter(@Nullable String token) {
    return token == null ? "" : "&pageToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
  }
}
