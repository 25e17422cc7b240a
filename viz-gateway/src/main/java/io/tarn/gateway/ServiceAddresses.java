package io.tarn.gateway;

import io.smallrye.config.ConfigMapping;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;

/** Where the services are on the internal network. */
@ApplicationScoped
public class ServiceAddresses {
  /** The settings of ingest-service's address. */
  @ConfigMapping(prefix = "tarn.ingest")
  public interface Ingest {
    /** Base URL of ingest-service, without a path. */
    URI url();
  }

  /** The settings of catalog-service's address. */
  @ConfigMapping(prefix = "tarn.catalog")
  public interface Catalog {
    /** Base URL of catalog-service, without a path. */
    URI url();
  }

  /** The settings of query-service's address. */
  @ConfigMapping(prefix = "tarn.query")
  public interface Query {
    /** Base URL of query-service, without a path. */
    URI url();
  }

  private final Map<Service, URI> urls;

  ServiceAddresses(Ingest ingest, Catalog catalog, Query query) {
    urls =
        new EnumMap<>(
            Map.of(
                Service.INGEST, checked("tarn.ingest.url", ingest.url()),
                Service.CATALOG, checked("tarn.catalog.url", catalog.url()),
                Service.QUERY, checked("tarn.query.url", query.url())));
  }

  /** The base URL, without a path. */
  public URI url(Service service) {
    URI url = urls.get(service);
    if (url == null) {
      throw new IllegalStateException("No address for " + service.label());
    }
    return url;
  }

  private static URI checked(String setting, URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    String path = url.getRawPath();
    if (!web || url.getHost() == null || !(path == null || path.isEmpty() || path.equals("/"))) {
      throw new IllegalArgumentException(
          "%s: %s is not a base URL such as http://127.0.0.1:9001".formatted(setting, url));
    }
    return url.resolve("/");
  }
}
