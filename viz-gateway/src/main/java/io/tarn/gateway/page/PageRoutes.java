package io.tarn.gateway.page;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The page's addresses. Its views have addresses of their own, all of which are the one document;
 * files whose name has the hash of their content are kept by browsers for good, all else is asked
 * for again.
 */
@ApplicationScoped
class PageRoutes {
  private static final String DOCUMENT = "META-INF/resources/index.html";
  private static final String HASHED = "/assets/";
  private static final List<String> NOT_THE_PAGE =
      List.of("/api/", "/iceberg/", "/q/", "/openapi", "/problems");

  /** After all routes of files (which come by their number), before the resources (10,000). */
  private static final int BEFORE_RESOURCES = 9_000;

  private static final int CACHING = 200;

  private final Optional<Buffer> document;

  PageRoutes() throws IOException {
    try (InputStream file =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(DOCUMENT)) {
      document = file == null ? Optional.empty() : Optional.of(Buffer.buffer(file.readAllBytes()));
    }
  }

  void register(@Observes Filters filters) {
    filters.register(PageRoutes::caching, CACHING);
  }

  void register(@Observes Router router) {
    document.ifPresent(
        html ->
            router
                .route()
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(BEFORE_RESOURCES)
                .handler(context -> view(context, html)));
  }

  private static void caching(RoutingContext context) {
    String path = context.normalizedPath();
    if (isPage(path)) {
      context.addHeadersEndHandler(
          done -> {
            boolean found = context.response().getStatusCode() < 400;
            String value =
                !found
                    ? "no-store"
                    : path.startsWith(HASHED) ? "public, max-age=31536000, immutable" : "no-cache";
            context.response().putHeader(HttpHeaders.CACHE_CONTROL, value);
          });
    }
    context.next();
  }

  private static void view(RoutingContext context, Buffer html) {
    String path = context.normalizedPath();
    boolean isFile = path.substring(path.lastIndexOf('/')).contains(".");
    if (!isPage(path) || isFile || !acceptsHtml(context)) {
      context.next();
      return;
    }
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
        .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(html.length()));
    var _ = context.request().method().equals(HttpMethod.HEAD) ? context.end() : context.end(html);
  }

  private static boolean isPage(String path) {
    return NOT_THE_PAGE.stream().noneMatch(prefix -> path.startsWith(prefix));
  }

  private static boolean acceptsHtml(RoutingContext context) {
    String accept = context.request().getHeader(HttpHeaders.ACCEPT);
    return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
  }
}
