package io.tarn.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.OverwriteFiles;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotUpdate;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;

/**
 * Plans writes and commits them, each load exactly once: the ids of the loads stand in the summary
 * of the snapshot that brought them, and a commit is refused if one of them is there already.
 * Thread-safe.
 */
public final class LakeWriter {
  /** Snapshot summary: the loads of a commit, comma separated. */
  public static final String LOAD_IDS = LakeProperties.LOAD_IDS;

  /** Table property by field id: the column's name in the file it came from. */
  public static final String ORIGINAL_NAME = LakeProperties.ORIGINAL_NAME;

  private static final int ATTEMPTS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CatalogConnection catalog;
  private final String bucket;

  /**
   * @param bucket the curated bucket, where new tables are placed
   */
  public LakeWriter(CatalogConnection catalog, String bucket) {
    this.catalog = catalog;
    this.bucket = bucket;
  }

  /** The table's columns, if there is such a table. */
  public Optional<List<Column>> columns(Caller caller, TableName name) {
    return catalog.as(
        caller, c -> table(c, name).map(table -> IcebergTypes.columns(table.schema())));
  }

  /**
   * Decides field ids for a file's columns. An existing table's columns keep theirs if name and
   * type stand or the type is widened. An append may lack columns or bring new ones, not both.
   *
   * @throws ProblemException {@code SCHEMA_MISMATCH}
   */
  public WritePlan plan(
      Caller caller, UUID loadId, TableName name, List<FileColumn> columns, boolean overwrite) {
    return catalog.as(
        caller,
        c -> {
          Map<String, String> originals =
              columns.stream()
                  .filter(column -> !column.originalName().equals(column.name()))
                  .collect(Collectors.toMap(FileColumn::name, FileColumn::originalName));
          Optional<Table> found = table(c, name);
          if (found.isEmpty()) {
            String location =
                "s3://%s/%s/%s-%s"
                    .formatted(bucket, name.database(), name.table(), shortId(loadId));
            return new WritePlan(
                name,
                overwrite,
                null,
                null,
                location,
                SchemaParser.toJson(SchemaChange.fresh(columns)),
                originals);
          }
          Table table = found.get();
          if (table.spec().isPartitioned()) {
            throw new ProblemException(
                ErrorCode.NOT_SUPPORTED,
                "The table " + name + " is partitioned: files cannot be loaded into it yet.");
          }
          Schema schema =
              (overwrite
                      ? SchemaChange.replacing(table, columns)
                      : SchemaChange.widening(table, columns))
                  .apply();
          return new WritePlan(
              name,
              overwrite,
              table.uuid(),
              table.schema().schemaId(),
              table.location(),
              SchemaParser.toJson(schema),
              originals);
        });
  }

  /** The snapshot that brought a load's rows, if a commit of it has landed. */
  public Optional<Long> landed(Caller caller, TableName name, UUID loadId) {
    return catalog.as(
        caller,
        c -> table(c, name).flatMap(table -> Optional.ofNullable(landed(table).get(loadId))));
  }

  /**
   * Makes loads of one table visible, in order, with as few commits as their kinds allow.
   *
   * @return for each load what became of it; after an {@link CommitOutcome.Outdated} the loads that
   *     follow are left out
   * @throws ProblemException {@code SERVICE_UNAVAILABLE} if it is not known whether a commit
   *     landed: the same call again finds out
   */
  public Map<UUID, CommitOutcome> commit(Caller caller, TableName name, List<PreparedLoad> loads) {
    return catalog.as(
        caller,
        c -> {
          Map<UUID, CommitOutcome> outcomes = new LinkedHashMap<>();
          int from = 0;
          while (from < loads.size()) {
            int to = groupEnd(loads, from);
            List<PreparedLoad> group = loads.subList(from, to);
            commitGroup(c, name, group, outcomes);
            if (outcomes.values().stream().anyMatch(CommitOutcome.Outdated.class::isInstance)) {
              break;
            }
            from = to;
          }
          return outcomes;
        });
  }

  /** Consecutive appends for the same plan go together; an overwrite goes alone. */
  private static int groupEnd(List<PreparedLoad> loads, int from) {
    WritePlan first = loads.get(from).plan();
    int to = from + 1;
    while (!first.overwrite()
        && first.tableUuid() != null
        && to < loads.size()
        && !loads.get(to).plan().overwrite()
        && Objects.equals(first.tableUuid(), loads.get(to).plan().tableUuid())
        && Objects.equals(first.schemaId(), loads.get(to).plan().schemaId())
        && first.schema().equals(loads.get(to).plan().schema())) {
      to++;
    }
    return to;
  }

  private void commitGroup(
      Catalog c, TableName name, List<PreparedLoad> group, Map<UUID, CommitOutcome> outcomes) {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Table> table = table(c, name);
      Map<UUID, Long> landed = table.map(LakeWriter::landed).orElse(Map.of());
      List<PreparedLoad> open =
          group.stream().filter(load -> !landed.containsKey(load.loadId())).toList();
      for (PreparedLoad load : group) {
        Long snapshotId = landed.get(load.loadId());
        if (snapshotId != null) {
          outcomes.put(load.loadId(), new CommitOutcome.Committed(snapshotId));
        }
      }
      if (open.isEmpty()) {
        return;
      }
      if (!fits(table.orElse(null), open.getFirst().plan())) {
        open.forEach(load -> outcomes.put(load.loadId(), new CommitOutcome.Outdated()));
        return;
      }
      try {
        if (table.isPresent()) {
          if (!add(table.get(), open)) {
            open.forEach(load -> outcomes.put(load.loadId(), new CommitOutcome.Outdated()));
            return;
          }
        } else {
          create(c, open.getFirst());
        }
      } catch (CommitFailedException
          | CommitStateUnknownException
          | AlreadyExistsException
          | ValidationException e) {
        last = e;
      }
    }
    throw new ProblemException(
        ErrorCode.SERVICE_UNAVAILABLE,
        "The commit to " + name + " did not get through: try again.",
        Objects.requireNonNull(last));
  }

  private static boolean fits(@Nullable Table table, WritePlan plan) {
    return table == null
        ? plan.tableUuid() == null
        : table.uuid().equals(plan.tableUuid())
            && Objects.equals(table.schema().schemaId(), plan.schemaId());
  }

  private static boolean add(Table table, List<PreparedLoad> loads) {
    WritePlan plan = loads.getFirst().plan();
    Transaction transaction = table.newTransaction();
    if (!SchemaChange.to(SchemaParser.fromJson(plan.schema()), transaction)) {
      return false;
    }
    nameColumns(transaction, plan);
    if (plan.overwrite()) {
      OverwriteFiles overwrite =
          transaction.newOverwrite().overwriteByRowFilter(Expressions.alwaysTrue());
      loads.forEach(load -> files(load, transaction.table()).forEach(overwrite::addFile));
      once(overwrite, loads).commit();
    } else {
      AppendFiles append = transaction.newAppend();
      loads.forEach(load -> files(load, transaction.table()).forEach(append::appendFile));
      once(append, loads).commit();
    }
    transaction.commitTransaction();
    return true;
  }

  private static void create(Catalog c, PreparedLoad load) {
    WritePlan plan = load.plan();
    SupportsNamespaces namespaces = (SupportsNamespaces) c;
    Namespace namespace = Namespace.of(plan.table().database());
    if (!namespaces.namespaceExists(namespace)) {
      try {
        namespaces.createNamespace(namespace);
      } catch (AlreadyExistsException raced) {
        System.getLogger(LakeWriter.class.getName())
            .log(System.Logger.Level.DEBUG, "{0} was made meanwhile", namespace);
      }
    }
    Schema schema = SchemaParser.fromJson(plan.schema());
    Transaction transaction =
        c.buildTable(LakeReader.identifier(plan.table()), schema)
            .withLocation(plan.location())
            .createTransaction();
    if (!transaction.table().schema().sameSchema(schema)) {
      throw new IllegalStateException("The catalog gave other field ids than planned: " + plan);
    }
    nameColumns(transaction, plan);
    AppendFiles append = transaction.newAppend();
    files(load, transaction.table()).forEach(append::appendFile);
    once(append, List.of(load)).commit();
    transaction.commitTransaction();
  }

  private static <T extends SnapshotUpdate<T>> T once(T update, List<PreparedLoad> loads) {
    Set<UUID> ids = loads.stream().map(PreparedLoad::loadId).collect(Collectors.toSet());
    update.validateWith(
        ancestry -> {
          for (Snapshot snapshot : ancestry) {
            if (loadIds(snapshot).stream().anyMatch(ids::contains)) {
              return false;
            }
          }
          return true;
        });
    return update.set(
        LOAD_IDS,
        loads.stream().map(load -> load.loadId().toString()).collect(Collectors.joining(",")));
  }

  private static void nameColumns(Transaction transaction, WritePlan plan) {
    Map<String, String> names = new HashMap<>();
    Schema schema = transaction.table().schema();
    plan.originalNames()
        .forEach(
            (name, original) ->
                names.put(ORIGINAL_NAME.formatted(schema.findField(name).fieldId()), original));
    names
        .entrySet()
        .removeIf(e -> e.getValue().equals(transaction.table().properties().get(e.getKey())));
    if (!names.isEmpty()) {
      var update = transaction.updateProperties();
      names.forEach(update::set);
      update.commit();
    }
  }

  private static List<DataFile> files(PreparedLoad load, Table table) {
    return load.files().stream().map(json -> dataFile(json, table.spec())).toList();
  }

  private static DataFile dataFile(String json, PartitionSpec spec) {
    try {
      return (DataFile)
          org.apache.iceberg.ContentFileParser.fromJson(
              JSON.readTree(json), Map.of(spec.specId(), spec));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored data file is not readable", e);
    }
  }

  private static Map<UUID, Long> landed(Table table) {
    Map<UUID, Long> landed = new HashMap<>();
    for (Snapshot snapshot : table.snapshots()) {
      loadIds(snapshot).forEach(id -> landed.put(id, snapshot.snapshotId()));
    }
    return landed;
  }

  private static Set<UUID> loadIds(Snapshot snapshot) {
    String text = snapshot.summary().get(LOAD_IDS);
    if (text == null || text.isEmpty()) {
      return Set.of();
    }
    Set<UUID> ids = new HashSet<>();
    for (String id : text.split(",", -1)) {
      ids.add(UUID.fromString(id));
    }
    return ids;
  }

  private static Optional<Table> table(Catalog c, TableName name) {
    try {
      return Optional.of(c.loadTable(LakeReader.identifier(name)));
    } catch (NoSuchTableException e) {
      return Optional.empty();
    }
  }

  private static String shortId(UUID id) {
    String text = id.toString().replace("-", "");
    return text.substring(text.length() - 12);
  }
}
