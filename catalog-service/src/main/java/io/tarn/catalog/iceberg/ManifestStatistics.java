package io.tarn.catalog.iceberg;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tarn.catalog.browse.ColumnStatistics;
import io.tarn.catalog.browse.TableStatistics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotParser;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.types.Types;

/**
 * Statistics of snapshots out of their manifests, one file's entry at a time; kept by snapshot and
 * schema, which do not change. Thread-safe.
 */
@ApplicationScoped
public class ManifestStatistics {
  private static final long KEPT_COLUMNS = 20_000;

  private final FileIO files;
  private final Cache<Key, TableStatistics> known =
      Caffeine.newBuilder()
          .maximumWeight(KEPT_COLUMNS)
          .weigher((Key key, TableStatistics each) -> 1 + each.columns().size())
          .build();

  private record Key(String uuid, long snapshotId, int schemaId) {}

  ManifestStatistics(FileIO files) {
    this.files = files;
  }

  /** The statistics of the table's current snapshot. */
  TableStatistics of(TableMetadata metadata) {
    Snapshot snapshot = metadata.currentSnapshot();
    if (snapshot == null) {
      return new TableStatistics(null, 0L, results(bounds(metadata), false));
    }
    Key key =
        new Key(
            Objects.requireNonNullElse(metadata.uuid(), metadata.location()),
            snapshot.snapshotId(),
            metadata.schema().schemaId());
    return known.get(key, each -> read(metadata, snapshot));
  }

  private TableStatistics read(TableMetadata metadata, Snapshot snapshot) {
    // a copy, because a snapshot keeps the manifests it was asked for, and the metadata is cached
    Snapshot copy = SnapshotParser.fromJson(SnapshotParser.toJson(snapshot));
    List<ColumnBounds> bounds = bounds(metadata);
    for (ManifestFile manifest : copy.dataManifests(files)) {
      try (ManifestReader<DataFile> reader =
          ManifestFiles.read(manifest, files, metadata.specsById())) {
        for (DataFile file : reader) {
          bounds.forEach(each -> each.add(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    boolean deletes = !copy.deleteManifests(files).isEmpty();
    return new TableStatistics(
        Long.toString(snapshot.snapshotId()),
        TableFacts.rows(Objects.requireNonNullElse(snapshot.summary(), java.util.Map.of())),
        results(bounds, deletes));
  }

  private static List<ColumnBounds> bounds(TableMetadata metadata) {
    return metadata.schema().columns().stream()
        .filter(field -> field.type().isPrimitiveType())
        .map(ColumnBounds::new)
        .toList();
  }

  private static List<ColumnStatistics> results(List<ColumnBounds> bounds, boolean deletes) {
    List<ColumnStatistics> columns = new ArrayList<>();
    for (ColumnBounds each : bounds) {
      Types.NestedField field = each.field();
      columns.add(
          new ColumnStatistics(
              field.name().toLowerCase(Locale.ROOT),
              Descriptions.typeText(field.type()),
              each.min(),
              each.max(),
              each.nulls(),
              deletes || each.mayBeCut()));
    }
    return columns;
  }
}
