package io.tarn.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.gateway.Service;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTableTest {
  @ParameterizedTest
  @CsvSource({
    "/api/v1/databases/d/tables/t/files, INGEST",
    "/api/v1/databases/d/tables/t/quarantine, INGEST",
    "/api/v1/databases/d/tables/t/quarantine/replay, INGEST",
    "/api/v1/databases/d/tables/t/rules, INGEST",
    "/api/v1/databases/d/tables/t/rules/check, INGEST",
    "/api/v1/databases/d/tables/t/events, INGEST",
    "/api/v1/loads, INGEST",
    "/api/v1/loads/1/retry, INGEST",
    "/api/v1/watches/1, INGEST",
    "/api/v1/queries, QUERY",
    "/api/v1/queries/1/results, QUERY",
    "/api/v1/workgroups/w, QUERY",
    "/api/v1/databases/d/tables/t/preview, QUERY",
    "/api/v1/databases, CATALOG",
    "/api/v1/databases/files, CATALOG",
    "/api/v1/databases/d/tables/files, CATALOG",
    "/api/v1/databases/d/tables/t, CATALOG",
    "/api/v1/databases/d/tables/t/files/x, CATALOG",
    "/api/v1/databases/d/tables/t/snapshots, CATALOG",
    "/api/v1/databases/d/tables/t/statistics, CATALOG",
    "/api/v1/crawlers/c/runs/1, CATALOG",
    "/api/v1/commits/events, CATALOG",
    "/iceberg/v1/config, CATALOG",
    "/iceberg/v1/namespaces/n/tables/t, CATALOG"
  })
  void findsTheService(String path, Service service) {
    assertThat(RoutingTable.service(PlainPath.parse(path).orElseThrow().segments()))
        .hasValue(service);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/api",
        "/api/v1",
        "/api/v1/me",
        "/api/v1/dashboards/oulad",
        "/api/v2/loads",
        "/api/v1/loadsx",
        "/iceberg",
        "/iceberg/v2/config",
        "/q/metrics",
        "/q/openapi",
        "/v1/config"
      })
  void knowsNoOtherPath(String path) {
    assertThat(RoutingTable.service(PlainPath.parse(path).orElseThrow().segments())).isEmpty();
  }
}
