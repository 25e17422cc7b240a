package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.Role;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.catalog.CatalogTests;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.rest.RESTCatalog;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's compatibility kit for REST catalogs, its table tests. */
class CompatibilityIT extends CatalogTests<RESTCatalog> {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static ServiceProcess service;

  private RESTCatalog catalog;

  /** The settings that the kit gives its client. */
  static Map<String, String> kitProperties() {
    return Map.ofEntries(
        Map.entry("table-default.default-key1", "catalog-default-key1"),
        Map.entry("table-default.default-key2", "catalog-default-key2"),
        Map.entry("table-default.override-key3", "catalog-default-key3"),
        Map.entry("table-override.override-key3", "catalog-override-key3"),
        Map.entry("table-override.override-key4", "catalog-override-key4"),
        Map.entry("view-default.key1", "catalog-default-key1"),
        Map.entry("view-default.key2", "catalog-default-key2"),
        Map.entry("view-default.key3", "catalog-default-key3"),
        Map.entry("view-override.key3", "catalog-override-key3"),
        Map.entry("view-override.key4", "catalog-override-key4"));
  }

  @BeforeAll
  static void start() {
    service = Lake.serve(SERVERS);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void connect() {
    catalog = initCatalog("tarn", Map.of());
  }

  @AfterEach
  void empty() throws IOException {
    removeAll(catalog);
    catalog.close();
  }

  static void removeAll(RESTCatalog catalog) {
    for (Namespace namespace : catalog.listNamespaces()) {
      for (TableIdentifier view : catalog.listViews(namespace)) {
        catalog.dropView(view);
      }
      for (TableIdentifier table : catalog.listTables(namespace)) {
        catalog.dropTable(table, false);
      }
      catalog.dropNamespace(namespace);
    }
  }

  @Override
  protected RESTCatalog catalog() {
    return catalog;
  }

  @Override
  protected RESTCatalog initCatalog(String name, Map<String, String> more) {
    Map<String, String> properties = new HashMap<>(kitProperties());
    properties.putAll(more);
    return Lake.client(SERVERS, service.address(), Role.ADMIN, properties);
  }

  @Override
  protected boolean requiresNamespaceCreate() {
    return true;
  }

  @Override
  protected boolean supportsServerSideRetry() {
    return true;
  }

  @Override
  protected boolean supportsNamesWithSlashes() {
    return false;
  }

  @Override
  protected boolean supportsNamesWithDot() {
    return false;
  }

  /** The kit's own moves the file by its path, which an object store does not have. */
  @Test
  @Override
  public void testLoadTableWithMissingMetadataFile(@TempDir Path aside) throws IOException {
    catalog.createNamespace(TBL.namespace());
    catalog.buildTable(TBL, SCHEMA).create();
    BaseTable table = (BaseTable) catalog.loadTable(TBL);
    table.updateProperties().set("key", "value").commit();
    String last = table.operations().refresh().metadataFileLocation();
    Path file = SERVERS.store().folder().resolve(last.substring("s3://".length()));
    // the service has read the last file, and would not read it again: another process has not
    try (ServiceProcess other = Lake.serve(SERVERS);
        RESTCatalog client = Lake.client(SERVERS, other.address(), Role.ADMIN, Map.of())) {
      Path kept = aside.resolve("metadata.json");
      Files.move(file, kept);

      assertThatThrownBy(() -> client.loadTable(TBL))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(last);

      Files.move(kept, file);
      assertThat(client.loadTable(TBL).properties()).containsEntry("key", "value");
    }
  }

  @Override
  protected String baseTableLocation(TableIdentifier identifier) {
    return "s3://curated/kit/" + identifier.namespace() + "/" + identifier.name();
  }
}
