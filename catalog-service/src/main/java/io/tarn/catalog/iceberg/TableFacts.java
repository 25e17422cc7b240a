package io.tarn.catalog.iceberg;

import io.tarn.lake.LakeProperties;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.TableMetadata;
import org.jspecify.annotations.Nullable;

/**
 * What lists show of a table; kept beside its pointer, so that no list reads a metadata file.
 *
 * @param rows null if the writer did not say, or if equality deletes make the number unknown
 * @param bytes of all files of the snapshot; null if the writer did not say
 */
record TableFacts(
    UUID tableUuid,
    String location,
    @Nullable String comment,
    @Nullable String origin,
    @Nullable Long snapshotId,
    @Nullable Instant snapshotAt,
    @Nullable Long rows,
    @Nullable Long bytes,
    @Nullable Long files) {
  static final String COMMENT = "comment";

  static TableFacts of(TableMetadata metadata) {
    Snapshot snapshot = metadata.currentSnapshot();
    Map<String, String> properties = metadata.properties();
    UUID uuid =
        metadata.uuid() == null
            ? UUID.nameUUIDFromBytes(
                metadata.location().getBytes(java.nio.charset.StandardCharsets.UTF_8))
            : UUID.fromString(metadata.uuid());
    if (snapshot == null) {
      return new TableFacts(
          uuid,
          metadata.location(),
          properties.get(COMMENT),
          properties.get(LakeProperties.ORIGIN),
          null,
          null,
          0L,
          0L,
          0L);
    }
    Map<String, String> summary = snapshot.summary();
    return new TableFacts(
        uuid,
        metadata.location(),
        properties.get(COMMENT),
        properties.get(LakeProperties.ORIGIN),
        snapshot.snapshotId(),
        Instant.ofEpochMilli(snapshot.timestampMillis()),
        rows(summary),
        number(summary, SnapshotSummary.TOTAL_FILE_SIZE_PROP),
        number(summary, SnapshotSummary.TOTAL_DATA_FILES_PROP));
  }

  /** The rows that a reader of the snapshot sees, if its summary tells. */
  static @Nullable Long rows(Map<String, String> summary) {
    Long records = number(summary, SnapshotSummary.TOTAL_RECORDS_PROP);
    Long positionDeletes = number(summary, SnapshotSummary.TOTAL_POS_DELETES_PROP);
    Long equalityDeletes = number(summary, SnapshotSummary.TOTAL_EQ_DELETES_PROP);
    if (records == null || (equalityDeletes != null && equalityDeletes > 0)) {
      return null;
    }
    return records - (positionDeletes == null ? 0 : positionDeletes);
  }

  /** A number of a summary, which is text of whoever wrote it; null if it is none. */
  static @Nullable Long number(Map<String, String> summary, String name) {
    String text = summary.get(name);
    if (text == null || !text.matches("[0-9]{1,18}")) {
      return null;
    }
    return Long.valueOf(text);
  }
}
