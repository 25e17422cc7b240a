package io.tarn.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.TableSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.iceberg.DeleteFile;
import org.apache.iceberg.FileContent;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;
import org.jspecify.annotations.Nullable;

/**
 * Reads the catalogue and plans snapshots. Thread-safe. Each look-up asks the catalog for the
 * present pointer; the files of a snapshot, which never change, are kept in memory within a bound.
 */
public final class LakeReader {
  private static final long CACHED_FILES = 200_000;

  private final CatalogConnection catalog;
  private final Cache<SnapshotKey, TableSnapshot> planned =
      Caffeine.newBuilder()
          .maximumWeight(CACHED_FILES)
          .weigher((SnapshotKey key, TableSnapshot snapshot) -> 1 + snapshot.files().size())
          .build();

  private record SnapshotKey(TableName table, String uuid, long snapshotId, int schemaId) {}

  public LakeReader(CatalogConnection catalog) {
    this.catalog = catalog;
  }

  /** The databases' names, sorted. */
  public List<String> databases(Caller caller) {
    return catalog.as(
        caller,
        c ->
            ((org.apache.iceberg.catalog.SupportsNamespaces) c)
                .listNamespaces().stream().map(n -> n.level(0)).sorted().toList());
  }

  /** The names of a database's tables, sorted; empty if there is no such database. */
  public List<String> tables(Caller caller, String database) {
    return catalog.as(
        caller,
        c -> {
          try {
            return c.listTables(Namespace.of(database)).stream()
                .map(TableIdentifier::name)
                .sorted()
                .toList();
          } catch (org.apache.iceberg.exceptions.NoSuchNamespaceException e) {
            return List.of();
          }
        });
  }

  /**
   * The present snapshot of a table; empty if there is no such table.
   *
   * @throws ProblemException {@code NOT_SUPPORTED} if the snapshot has files or deletes of a kind
   *     that is not understood
   */
  public Optional<TableSnapshot> snapshot(Caller caller, TableName name) {
    return catalog.as(
        caller,
        c -> {
          try {
            Table table = c.loadTable(identifier(name));
            return Optional.of(plan(name, table, table.currentSnapshot(), table.schema()));
          } catch (NoSuchTableException e) {
            return Optional.empty();
          }
        });
  }

  /**
   * A snapshot that was pinned before, with the schema it had then; empty if the table or the
   * snapshot is gone.
   *
   * @param snapshotId null for a table that had no snapshot yet
   */
  public Optional<TableSnapshot> snapshot(
      Caller caller, TableName name, @Nullable Long snapshotId) {
    return catalog.as(
        caller,
        c -> {
          try {
            Table table = c.loadTable(identifier(name));
            if (snapshotId == null) {
              return Optional.of(plan(name, table, null, table.schema()));
            }
            Snapshot snapshot = table.snapshot(snapshotId);
            if (snapshot == null) {
              return Optional.empty();
            }
            Schema schema = table.schemas().getOrDefault(snapshot.schemaId(), table.schema());
            return Optional.of(plan(name, table, snapshot, schema));
          } catch (NoSuchTableException e) {
            return Optional.empty();
          }
        });
  }

  static TableIdentifier identifier(TableName name) {
    return TableIdentifier.of(name.database(), name.table());
  }

  private TableSnapshot plan(
      TableName name, Table table, @Nullable Snapshot snapshot, Schema schema) {
    if (snapshot == null) {
      return new TableSnapshot(name, null, IcebergTypes.columns(schema), List.of());
    }
    SnapshotKey key =
        new SnapshotKey(name, table.uuid().toString(), snapshot.snapshotId(), schema.schemaId());
    return planned.get(
        key,
        k ->
            new TableSnapshot(
                name,
                snapshot.snapshotId(),
                IcebergTypes.columns(schema),
                files(name, table, snapshot.snapshotId())));
  }

  private static List<DataFile> files(TableName name, Table table, long snapshotId) {
    List<DataFile> files = new ArrayList<>();
    try (CloseableIterable<FileScanTask> tasks =
        table.newScan().useSnapshot(snapshotId).planFiles()) {
      for (FileScanTask task : tasks) {
        if (task.file().format() != FileFormat.PARQUET) {
          throw refused(name, "files in the format " + lower(task.file().format()));
        }
        files.add(
            new DataFile(
                URI.create(task.file().location()),
                task.file().fileSizeInBytes(),
                task.file().recordCount(),
                task.deletes().stream().map(d -> positions(name, d)).toList()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static URI positions(TableName name, DeleteFile delete) {
    if (delete.content() != FileContent.POSITION_DELETES) {
      throw refused(name, "equality deletes");
    }
    if (delete.format() != FileFormat.PARQUET) {
      throw refused(name, "position deletes in the format " + lower(delete.format()));
    }
    return URI.create(delete.location());
  }

  private static String lower(FileFormat format) {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static ProblemException refused(TableName name, String what) {
    return new ProblemException(
        ErrorCode.NOT_SUPPORTED, "The table " + name + " has " + what + ", which is not read.");
  }
}
