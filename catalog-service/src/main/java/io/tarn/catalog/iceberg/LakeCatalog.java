package io.tarn.catalog.iceberg;

import io.quarkus.runtime.Startup;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.apache.iceberg.view.ViewOperations;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Iceberg's JDBC catalog over the service's own PostgreSQL schema, with the lake's rules: databases
 * of one level, a folder of its own for each table, and every change of a table in one transaction
 * with its entry in the log of commits. Thread-safe.
 */
@Startup
@Singleton
public class LakeCatalog extends JdbcCatalog {
  private static final Logger LOG = Logger.getLogger(LakeCatalog.class);
  private static final String UNIQUE_VIOLATION = "23505";

  private final DataSourcePool connections;
  private final Pointers pointers;
  private final MetadataCache cache;
  private final FileIO files;
  private final Locations locations;
  private final RequestOrigin origins;

  LakeCatalog(
      DataSource database,
      Pointers pointers,
      MetadataCache cache,
      FileIO files,
      Locations locations,
      RequestOrigin origins) {
    super(properties -> files, properties -> new DataSourcePool(database), false);
    this.connections = new DataSourcePool(database);
    this.pointers = pointers;
    this.cache = cache;
    this.files = files;
    this.locations = locations;
    this.origins = origins;
  }

  @PostConstruct
  void open() {
    Map<String, String> properties = new HashMap<>();
    properties.put("uri", "jdbc:postgresql:");
    properties.put("warehouse", locations.warehouse());
    properties.put("jdbc.schema-version", "V1");
    properties.put("jdbc.strict-mode", "true");
    properties.put("jdbc.init-catalog-tables", "false");
    initialize(Pointers.CATALOG, properties);
  }

  @Override
  @PreDestroy
  public void close() {
    super.close();
  }

  @Override
  protected boolean isValidIdentifier(TableIdentifier identifier) {
    return Identifiers.isPlain(identifier);
  }

  @Override
  protected TableOperations newTableOps(TableIdentifier identifier) {
    return new LakeTableOperations(Identifiers.name(identifier), pointers, cache, files, origins);
  }

  @Override
  protected ViewOperations newViewOps(TableIdentifier identifier) {
    return new LakeViewOperations(connections, files, identifier, cache);
  }

  @Override
  protected String defaultWarehouseLocation(TableIdentifier identifier) {
    String unset = locations.warehouse() + "/" + identifier.namespace().level(0);
    String database = loadNamespaceMetadata(identifier.namespace()).getOrDefault("location", unset);
    return Locations.fresh(database, identifier.name());
  }

  @Override
  public boolean tableExists(TableIdentifier identifier) {
    return isValidIdentifier(identifier) && pointers.find(Identifiers.name(identifier)).isPresent();
  }

  @Override
  public List<TableIdentifier> listTables(Namespace namespace) {
    return sorted(super.listTables(namespace));
  }

  @Override
  public List<TableIdentifier> listViews(Namespace namespace) {
    return sorted(super.listViews(namespace));
  }

  @Override
  public List<Namespace> listNamespaces() {
    return super.listNamespaces().stream()
        .sorted(Comparator.comparing(Namespace::toString))
        .toList();
  }

  @Override
  public void createNamespace(Namespace namespace, Map<String, String> metadata) {
    try {
      super.createNamespace(namespace, metadata);
    } catch (UncheckedSQLException e) {
      if (e.getCause() instanceof SQLException cause
          && UNIQUE_VIOLATION.equals(cause.getSQLState())) {
        throw new AlreadyExistsException(e, "Namespace already exists: %s", namespace);
      }
      throw e;
    }
  }

  @Override
  public boolean dropNamespace(Namespace namespace) {
    return Identifiers.isPlain(namespace) && pointers.dropDatabase(namespace.level(0));
  }

  @Override
  public boolean removeProperties(Namespace namespace, Set<String> properties) {
    if (properties.contains("exists")) {
      throw new IllegalArgumentException("Cannot remove reserved property: exists");
    }
    return super.removeProperties(namespace, properties);
  }

  @Override
  public Table registerTable(
      TableIdentifier identifier, String metadataLocation, boolean overwrite) {
    if (!overwrite || !tableExists(identifier)) {
      return registerTable(identifier, metadataLocation);
    }
    TableMetadata metadata = cache.table(metadataLocation);
    pointers.replace(
        Identifiers.name(identifier),
        TableRow.of(metadataLocation, metadata, LoadIds.of(metadata.snapshots())),
        origins.of(metadata.properties()));
    return new BaseTable(newTableOps(identifier), fullTableName(name(), identifier));
  }

  @Override
  public void renameTable(TableIdentifier from, TableIdentifier to) {
    if (!from.equals(to)) {
      pointers.rename(Identifiers.name(from), Identifiers.name(to), origins.of(Map.of()));
    }
  }

  @Override
  public boolean dropTable(TableIdentifier identifier, boolean purge) {
    if (!isValidIdentifier(identifier)) {
      return false;
    }
    TableMetadata last = purge ? lastMetadata(identifier) : null;
    if (!pointers.drop(Identifiers.name(identifier), origins.of(Map.of()))) {
      return false;
    }
    if (last != null) {
      purge(identifier, last);
    }
    return true;
  }

  private @Nullable TableMetadata lastMetadata(TableIdentifier identifier) {
    try {
      return newTableOps(identifier).current();
    } catch (NotFoundException e) {
      LOG.warnf("The metadata file of %s is missing, so nothing else is purged", identifier);
      return null;
    }
  }

  /** Removes the table's files. The table is gone already: what fails here only stays behind. */
  private void purge(TableIdentifier identifier, TableMetadata last) {
    cache.forget(last.metadataFileLocation());
    try {
      CatalogUtil.dropTableData(files, last);
    } catch (RuntimeException e) {
      LOG.errorf(
          e,
          "%s was dropped, but not all of its files below %s could be removed",
          identifier,
          last.location());
    }
  }

  private static List<TableIdentifier> sorted(List<TableIdentifier> identifiers) {
    return identifiers.stream().sorted(Comparator.comparing(TableIdentifier::name)).toList();
  }
}
