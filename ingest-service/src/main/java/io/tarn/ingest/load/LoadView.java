package io.tarn.ingest.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A load as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Load",
    description = "The way of one file into a table.",
    example =
        """
        {"id":"0197f3c0-7c1e-7e4b-9d7a-2f6b1c0a4e55","state":"REJECTED","database":"oulad",
        "table":"studentinfo","mode":"append","source":{"name":"studentInfo.csv",
        "uri":"s3://raw/uploads/0197f3c0-7c1e-7e4b-9d7a-2f6b1c0a4e55/studentInfo.csv",
        "etag":"9f86d081884c7d65","bytes":3429058,
        "sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
        "progress":0.5,"error":{"code":"VALUE_INVALID","detail":"One row of studentInfo.csv cannot \
        be loaded, so nothing of it was.","errors":[{"file":"studentInfo.csv","line":7,"column":3,
        "field":"id_student","byteOffset":312,"reason":"'x' does not fit the column's type bigint."
        }]},"createdAt":"2026-01-31T09:00:00Z","startedAt":"2026-01-31T09:00:01Z",
        "finishedAt":"2026-01-31T09:00:02Z"}""")
public record LoadView(
    UUID id,
    LoadState state,
    String database,
    String table,
    @Schema(enumeration = {"append", "overwrite"}) String mode,
    Source source,
    @Schema(description = "Rows found in the file.") @Nullable Long rowsRead,
    @Schema(description = "Rows that the commit brings.") @Nullable Long rowsLoaded,
    @Nullable Long rowsQuarantined,
    @Schema(description = "The snapshot that made the rows visible.") @Nullable String snapshotId,
    @Schema(description = "How far it is, from 0 to 1.") double progress,
    @Schema(description = "Why it ended without rows, or why it is tried again.")
        @Nullable LoadError error,
    @Schema(description = "When a failed load is tried again by itself.")
        @Nullable Instant nextAttemptAt,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The file as it was received. */
  @Schema(name = "LoadSource")
  public record Source(String name, String uri, String etag, long bytes, String sha256) {}

  public static LoadView of(Load load) {
    boolean repeated = load.open() && load.error() != null && load.lease() == null;
    return new LoadView(
        load.id(),
        load.state(),
        load.table().database(),
        load.table().table(),
        load.overwrite() ? "overwrite" : "append",
        new Source(
            load.fileName(),
            load.source().uri().toString(),
            load.source().etag(),
            load.source().bytes(),
            load.source().sha256()),
        load.rowsRead(),
        load.rowsLoaded(),
        load.rowsQuarantined(),
        load.snapshotId() == null ? null : load.snapshotId().toString(),
        load.progress(),
        load.error(),
        repeated ? load.nextAttemptAt() : null,
        load.createdAt(),
        load.startedAt(),
        load.finishedAt());
  }
}
