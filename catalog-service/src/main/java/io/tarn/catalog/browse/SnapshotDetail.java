package io.tarn.catalog.browse;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A snapshot of a table's history. */
@Schema(
    example =
        """
        {"snapshotId":"4210337745532183321","committedAt":"2026-11-01T09:30:00.123Z",\
        "operation":"append","current":true,"rows":22,"addedRows":22,"bytes":1834,"files":1,\
        "origin":"load","loads":["0199a3f2-5c1e-7d40-8c57-0c8a6e3f1b22"]}""")
public record SnapshotDetail(
    @Schema(description = "As text: it is beyond 2^53") String snapshotId,
    @Nullable String parentId,
    Instant committedAt,
    @Schema(description = "append, overwrite, delete or replace") @Nullable String operation,
    @Schema(description = "Whether readers see it now") boolean current,
    @Nullable Long rows,
    @Nullable Long addedRows,
    @Nullable Long deletedRows,
    @Nullable Long bytes,
    @Nullable Long files,
    @Nullable String origin,
    @Schema(description = "The loads whose rows it brought") List<UUID> loads) {
  public SnapshotDetail {
    loads = List.copyOf(loads);
  }
}
