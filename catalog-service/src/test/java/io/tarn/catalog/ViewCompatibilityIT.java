package io.tarn.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.kernel.Role;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.util.List;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.view.ViewCatalogTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Iceberg's compatibility kit for REST catalogs, its view tests. */
class ViewCompatibilityIT extends ViewCatalogTests<RESTCatalog> {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static ServiceProcess service;

  private RESTCatalog catalog;

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
    catalog = Lake.client(SERVERS, service.address(), Role.ADMIN, CompatibilityIT.kitProperties());
  }

  @AfterEach
  void empty() throws IOException {
    CompatibilityIT.removeAll(catalog);
    catalog.close();
  }

  /** The kit's own expects the capital letters, which names in the lake do not have. */
  @Test
  @Override
  public void renameViewTargetAlreadyExistsAsView() {
    Namespace namespace = Namespace.of("ns");
    catalog.createNamespace(namespace);
    for (String name : List.of("viewOne", "viewTwo")) {
      catalog
          .buildView(TableIdentifier.of(namespace, name))
          .withSchema(SCHEMA)
          .withDefaultNamespace(namespace)
          .withQuery("trino", "select * from ns.tbl")
          .create();
    }

    assertThatThrownBy(
            () ->
                catalog.renameView(
                    TableIdentifier.of(namespace, "viewOne"),
                    TableIdentifier.of(namespace, "viewTwo")))
        .isInstanceOf(AlreadyExistsException.class)
        .hasMessageContaining("Cannot rename ns.viewone to ns.viewtwo. View already exists");
  }

  @Override
  protected RESTCatalog catalog() {
    return catalog;
  }

  @Override
  protected Catalog tableCatalog() {
    return catalog;
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
  protected String viewLocation(String... paths) {
    return "s3://curated/" + String.join("/", paths);
  }
}
