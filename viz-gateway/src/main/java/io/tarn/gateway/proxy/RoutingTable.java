package io.tarn.gateway.proxy;

import io.tarn.gateway.Service;
import java.util.List;
import java.util.Optional;

/**
 * Which service answers a path: the first pattern that matches. In a pattern {@code *} is one
 * segment and {@code **} any number of them, also none.
 */
public final class RoutingTable {
  private record Row(List<String> pattern, Service service) {}

  private static final List<Row> ROWS =
      List.of(
          row("api v1 databases * tables * files", Service.INGEST),
          row("api v1 databases * tables * quarantine **", Service.INGEST),
          row("api v1 databases * tables * rules **", Service.INGEST),
          row("api v1 databases * tables * events", Service.INGEST),
          row("api v1 loads **", Service.INGEST),
          row("api v1 watches **", Service.INGEST),
          row("api v1 queries **", Service.QUERY),
          row("api v1 workgroups **", Service.QUERY),
          row("api v1 databases * tables * preview", Service.QUERY),
          row("api v1 databases **", Service.CATALOG),
          row("api v1 crawlers **", Service.CATALOG),
          row("api v1 commits **", Service.CATALOG),
          row("iceberg v1 **", Service.CATALOG));

  private RoutingTable() {}

  /** The service for a path; empty if no service's paths are meant. */
  public static Optional<Service> service(List<String> segments) {
    return ROWS.stream()
        .filter(row -> matches(row.pattern(), segments))
        .map(Row::service)
        .findFirst();
  }

  private static boolean matches(List<String> pattern, List<String> segments) {
    for (int i = 0; i < pattern.size(); i++) {
      String part = pattern.get(i);
      if (part.equals("**")) {
        return true;
      }
      if (i == segments.size() || !(part.equals("*") || part.equals(segments.get(i)))) {
        return false;
      }
    }
    return pattern.size() == segments.size();
  }

  private static Row row(String pattern, Service service) {
    return new Row(List.of(pattern.split(" ", -1)), service);
  }
}
