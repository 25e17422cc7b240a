package io.tarn.catalog.iceberg;

import io.tarn.catalog.browse.LakeTables;
import io.tarn.catalog.browse.SnapshotDetail;
import io.tarn.catalog.browse.TableChange;
import io.tarn.catalog.browse.TableDescription;
import io.tarn.catalog.browse.TableStatistics;
import io.tarn.kernel.Names;
import io.tarn.kernel.TableName;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchViewException;

/** The tables for the browsing API. */
@ApplicationScoped
public class IcebergTables implements LakeTables {
  private final LakeCatalog catalog;
  private final Pointers pointers;
  private final MetadataCache cache;
  private final ManifestStatistics statistics;
  private final TableChanges changes;

  IcebergTables(
      LakeCatalog catalog,
      Pointers pointers,
      MetadataCache cache,
      ManifestStatistics statistics,
      TableChanges changes) {
    this.catalog = catalog;
    this.pointers = pointers;
    this.cache = cache;
    this.statistics = statistics;
    this.changes = changes;
  }

  @Override
  public Optional<TableDescription> describe(TableName name) {
    return told(
        () -> {
          Optional<TableMetadata> table = metadata(name);
          return table.isPresent() ? table.map(Descriptions::table) : view(Identifiers.of(name));
        });
  }

  @Override
  public Optional<List<SnapshotDetail>> snapshots(TableName name) {
    return told(() -> metadata(name).map(Descriptions::history));
  }

  @Override
  public Optional<TableStatistics> statistics(TableName name) {
    return told(() -> metadata(name).map(statistics::of));
  }

  @Override
  public void change(TableName name, TableChange change) {
    told(
        () -> {
          changes.make(name, change);
          return true;
        });
  }

  @Override
  public boolean drop(TableName name, boolean purge) {
    TableIdentifier identifier = Identifiers.of(name);
    return told(() -> catalog.dropTable(identifier, purge) || catalog.dropView(identifier));
  }

  @Override
  public boolean dropDatabase(String database) {
    return told(() -> catalog.dropNamespace(Namespace.of(Names.fold("database", database))));
  }

  private Optional<TableMetadata> metadata(TableName name) {
    return pointers.find(name).map(cache::table);
  }

  private Optional<TableDescription> view(TableIdentifier identifier) {
    try {
      return Optional.of(Descriptions.view(catalog.loadView(identifier)));
    } catch (NoSuchViewException | NoSuchNamespaceException e) {
      return Optional.empty();
    }
  }

  private static <T> T told(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw BrowsingProblems.of(e);
    }
  }
}
