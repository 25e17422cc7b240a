package io.tarn.catalog.iceberg;

import io.tarn.catalog.browse.ColumnDetail;
import io.tarn.catalog.browse.SnapshotDetail;
import io.tarn.catalog.browse.TableDescription;
import io.tarn.kernel.ProblemException;
import io.tarn.lake.IcebergTypes;
import io.tarn.lake.LakeProperties;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.view.SQLViewRepresentation;
import org.apache.iceberg.view.View;
import org.jspecify.annotations.Nullable;

/** Metadata of tables and views in the words of the browsing API. */
final class Descriptions {
  private Descriptions() {}

  static TableDescription table(TableMetadata metadata) {
    return new TableDescription(
        metadata.location(),
        metadata.formatVersion(),
        columns(metadata.schema(), metadata.properties()),
        partitioning(metadata.spec()),
        null,
        metadata.properties());
  }

  static TableDescription view(View view) {
    String sql =
        view.currentVersion().representations().stream()
            .filter(SQLViewRepresentation.class::isInstance)
            .map(representation -> ((SQLViewRepresentation) representation).sql())
            .findFirst()
            .orElse(null);
    return new TableDescription(
        view.location(),
        null,
        columns(view.schema(), view.properties()),
        List.of(),
        sql,
        view.properties());
  }

  /** All snapshots, newest first. */
  static List<SnapshotDetail> history(TableMetadata metadata) {
    Snapshot current = metadata.currentSnapshot();
    return metadata.snapshots().stream()
        .sorted(
            Comparator.comparingLong(Snapshot::sequenceNumber)
                .thenComparingLong(Snapshot::timestampMillis)
                .thenComparingLong(Snapshot::snapshotId)
                .reversed())
        .map(each -> snapshot(each, current != null && current.snapshotId() == each.snapshotId()))
        .toList();
  }

  private static SnapshotDetail snapshot(Snapshot snapshot, boolean current) {
    Map<String, String> summary = Objects.requireNonNullElse(snapshot.summary(), Map.of());
    Long parent = snapshot.parentId();
    String origin = summary.get(LakeProperties.ORIGIN);
    List<java.util.UUID> loads = List.copyOf(LoadIds.of(List.of(snapshot)).keySet());
    return new SnapshotDetail(
        Long.toString(snapshot.snapshotId()),
        parent == null ? null : parent.toString(),
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        snapshot.operation(),
        current,
        TableFacts.rows(summary),
        TableFacts.number(summary, SnapshotSummary.ADDED_RECORDS_PROP),
        TableFacts.number(summary, SnapshotSummary.DELETED_RECORDS_PROP),
        TableFacts.number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        TableFacts.number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP),
        origin == null && !loads.isEmpty() ? "load" : origin,
        loads);
  }

  static List<ColumnDetail> columns(Schema schema, Map<String, String> properties) {
    return schema.columns().stream()
        .map(
            field ->
                new ColumnDetail(
                    field.fieldId(),
                    field.name().toLowerCase(Locale.ROOT),
                    typeText(field.type()),
                    field.isOptional(),
                    field.doc(),
                    originalName(field, properties)))
        .toList();
  }

  /** The type as Trino writes it; Iceberg's own text for those that the dialect does not know. */
  static String typeText(Type type) {
    try {
      return IcebergTypes.dataType(type).toString();
    } catch (ProblemException notInTheDialect) {
      return type.toString();
    }
  }

  private static @Nullable String originalName(
      Types.NestedField field, Map<String, String> properties) {
    String original = properties.get(LakeProperties.ORIGINAL_NAME.formatted(field.fieldId()));
    if (original != null) {
      return original;
    }
    return field.name().equals(field.name().toLowerCase(Locale.ROOT)) ? null : field.name();
  }

  private static List<String> partitioning(PartitionSpec spec) {
    return spec.fields().stream()
        .filter(field -> !field.transform().isVoid())
        .map(field -> partition(field, spec.schema()))
        .toList();
  }

  private static String partition(PartitionField field, Schema schema) {
    String column = schema.findColumnName(field.sourceId()).toLowerCase(Locale.ROOT);
    String transform = field.transform().toString();
    int bracket = transform.indexOf('[');
    if (bracket < 0) {
      return transform.equals("identity") ? column : transform + "(" + column + ")";
    }
    String number = transform.substring(bracket + 1, transform.length() - 1);
    return transform.substring(0, bracket) + "(" + column + ", " + number + ")";
  }
}
