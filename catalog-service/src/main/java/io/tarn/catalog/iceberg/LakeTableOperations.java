package io.tarn.catalog.iceberg;

import io.tarn.catalog.commits.Operation;
import io.tarn.kernel.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.BaseMetastoreTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.FileIO;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One table's metadata: read through the cache, changed by writing a new metadata file and then
 * swapping the pointer. A crash between the two leaves the table as it was, and a file that nobody
 * refers to.
 */
final class LakeTableOperations extends BaseMetastoreTableOperations {
  private static final Logger LOG = Logger.getLogger(LakeTableOperations.class);

  /** The SDK tries again by itself. */
  private static final int READ_RETRIES = 1;

  private final TableName name;
  private final Pointers pointers;
  private final MetadataCache cache;
  private final FileIO files;
  private final RequestOrigin origins;

  LakeTableOperations(
      TableName name, Pointers pointers, MetadataCache cache, FileIO files, RequestOrigin origins) {
    this.name = name;
    this.pointers = pointers;
    this.cache = cache;
    this.files = files;
    this.origins = origins;
  }

  @Override
  protected String tableName() {
    return name.toString();
  }

  @Override
  public FileIO io() {
    return files;
  }

  @Override
  protected void doRefresh() {
    Optional<String> location = pointers.find(name);
    if (location.isPresent()) {
      refreshFromMetadataLocation(location.get(), null, READ_RETRIES, cache::table);
    } else if (currentMetadataLocation() == null) {
      disableRefresh();
    } else {
      throw new NoSuchTableException("Table does not exist: %s", name);
    }
  }

  @Override
  protected void doCommit(@Nullable TableMetadata base, TableMetadata metadata) {
    List<Snapshot> added = added(base, metadata);
    Map<UUID, Long> loads = LoadIds.of(added);
    boolean registered = base == null && metadata.metadataFileLocation() != null;
    String location = writeNewMetadataIfRequired(base == null, metadata);
    TableRow row = TableRow.of(location, metadata, loads);
    try {
      if (base == null) {
        pointers.create(name, row, origins.of(words(metadata.properties(), added)));
      } else {
        Operation operation = operation(metadata, added);
        pointers.swap(
            name, base.metadataFileLocation(), row, operation, origins.of(words(Map.of(), added)));
      }
    } catch (OutcomeUnknownException e) {
      if (checkCommitStatus(location, metadata) != CommitStatus.SUCCESS) {
        throw new CommitStateUnknownException(e);
      }
    } catch (RuntimeException e) {
      if (!registered) {
        remove(location);
      }
      throw e;
    }
    if (!registered) {
      cache.written(location, metadata);
    }
  }

  /** Removes what was written for nothing; what cannot be removed lies there and is not read. */
  private void remove(String location) {
    try {
      files.deleteFile(location);
    } catch (RuntimeException e) {
      LOG.warnf(e, "The metadata file %s of a failed commit was not removed", location);
    }
  }

  private static List<Snapshot> added(@Nullable TableMetadata base, TableMetadata metadata) {
    if (base == null) {
      return metadata.snapshots();
    }
    Set<Long> known =
        base.snapshots().stream().map(Snapshot::snapshotId).collect(Collectors.toSet());
    List<Snapshot> added = new ArrayList<>(metadata.snapshots());
    added.removeIf(snapshot -> known.contains(snapshot.snapshotId()));
    return added;
  }

  /** What readers of the main branch get to see. */
  private static Operation operation(TableMetadata metadata, List<Snapshot> added) {
    Snapshot current = metadata.currentSnapshot();
    if (current == null
        || added.stream().noneMatch(each -> each.snapshotId() == current.snapshotId())
        || current.operation() == null) {
      return Operation.ALTER;
    }
    return switch (current.operation().toLowerCase(Locale.ROOT)) {
      case "append" -> Operation.APPEND;
      case "delete" -> Operation.DELETE;
      case "replace" -> Operation.REPLACE;
      default -> Operation.OVERWRITE;
    };
  }

  /** What may tell who made the change: the table's properties at first, and its last snapshot. */
  private static Map<String, String> words(Map<String, String> properties, List<Snapshot> added) {
    if (added.isEmpty() || added.getLast().summary() == null) {
      return properties;
    }
    Map<String, String> words = new HashMap<>(properties);
    words.putAll(added.getLast().summary());
    return words;
  }
}
