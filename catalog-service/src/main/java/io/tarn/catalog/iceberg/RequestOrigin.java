package io.tarn.catalog.iceberg;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.tarn.catalog.commits.Origin;
import io.tarn.lake.LakeProperties;
import io.tarn.rest.CallerContext;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.EnvironmentContext;
import org.jspecify.annotations.Nullable;

/** Tells where the present request's change comes from, for the log of commits. */
@ApplicationScoped
public class RequestOrigin {
  private static final String UNKNOWN = "iceberg";
  private static final String TRINO_QUERY = "trino_query_id";
  private static final int MAX_LENGTH = 100;
  private static final Pattern CLIENT = Pattern.compile("(?i)(pyiceberg|duckdb|trino|spark|flink)");

  private final CallerContext callers;
  private final CurrentVertxRequest request;

  RequestOrigin(CallerContext callers, CurrentVertxRequest request) {
    this.callers = callers;
    this.request = request;
  }

  /**
   * @param words the snapshot's summary or the table's properties, in which engines sign
   */
  Origin of(Map<String, String> words) {
    return new Origin(callers.caller().principal(), engine(words));
  }

  private String engine(Map<String, String> words) {
    String name =
        words.getOrDefault(LakeProperties.ORIGIN, words.get(EnvironmentContext.ENGINE_NAME));
    if (name == null && words.containsKey(LakeProperties.LOAD_IDS)) {
      name = "load";
    }
    if (name == null) {
      name = words.containsKey(TRINO_QUERY) ? "trino" : client();
    }
    return name.length() > MAX_LENGTH ? name.substring(0, MAX_LENGTH) : name;
  }

  private String client() {
    String agent = userAgent();
    if (agent == null) {
      return UNKNOWN;
    }
    Matcher known = CLIENT.matcher(agent);
    return known.lookingAt() ? known.group(1).toLowerCase(Locale.ROOT) : UNKNOWN;
  }

  private @Nullable String userAgent() {
    if (!Arc.container().requestContext().isActive()) {
      return null;
    }
    RoutingContext current = request.getCurrent();
    return current == null ? null : current.request().getHeader(HttpHeaders.USER_AGENT);
  }
}
