package io.tarn.catalog.iceberg;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.UpdateRequirement;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.ImmutableRegisterTableRequest;
import org.apache.iceberg.rest.requests.RegisterTableRequest;
import org.apache.iceberg.rest.requests.RenameTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.LoadTableResponse;

/** Making and changing tables, by the lake's rules. */
@ApplicationScoped
public class TableCommits {
  private final LakeCatalog catalog;
  private final Pointers pointers;
  private final TableRules rules;
  private final Locations locations;
  private final MetadataCache cache;

  TableCommits(
      LakeCatalog catalog,
      Pointers pointers,
      TableRules rules,
      Locations locations,
      MetadataCache cache) {
    this.catalog = catalog;
    this.pointers = pointers;
    this.rules = rules;
    this.locations = locations;
    this.cache = cache;
  }

  LoadTableResponse create(Namespace namespace, CreateTableRequest request) {
    CreateTableRequest table = rules.created(request);
    CatalogHandlers.namespaceExists(catalog, namespace);
    return table.stageCreate()
        ? CatalogHandlers.stageTableCreate(catalog, namespace, table)
        : CatalogHandlers.createTable(catalog, namespace, table);
  }

  LoadTableResponse register(Namespace namespace, RegisterTableRequest request) {
    request.validate();
    locations.check("metadata-location", request.metadataLocation());
    String name = Identifiers.created(request.name());
    CatalogHandlers.namespaceExists(catalog, namespace);
    if (request.overwrite() || !catalog.tableExists(TableIdentifier.of(namespace, name))) {
      // a file that is too large, or lies of a place that is not allowed, is refused here
      locations.check("location", cache.table(request.metadataLocation()).location());
    }
    return CatalogHandlers.registerTable(
        catalog,
        namespace,
        ImmutableRegisterTableRequest.builder()
            .name(name)
            .metadataLocation(request.metadataLocation())
            .overwrite(request.overwrite())
            .build());
  }

  /**
   * @throws LoadAlreadyCommittedException if the table has one of the commit's loads
   */
  LoadTableResponse commit(TableIdentifier identifier, UpdateTableRequest request) {
    rules.check(request);
    boolean creates =
        request.requirements().stream()
            .anyMatch(UpdateRequirement.AssertTableDoesNotExist.class::isInstance);
    TableIdentifier table = creates ? Identifiers.created(identifier) : identifier;
    Map<UUID, Long> loads = LoadIds.of(request);
    if (!creates && !loads.isEmpty() && Identifiers.isPlain(table)) {
      // said before the requirements are looked at: they fail too, when the load is there already
      pointers.refuseCommitted(Identifiers.name(table), loads.keySet());
    }
    return CatalogHandlers.updateTable(catalog, table, request);
  }

  void rename(RenameTableRequest request) {
    TableIdentifier from = Identifiers.existing(request.source());
    TableIdentifier to = Identifiers.created(request.destination());
    CatalogHandlers.renameTable(
        catalog, RenameTableRequest.builder().withSource(from).withDestination(to).build());
  }
}
