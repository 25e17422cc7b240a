package io.tarn.catalog.browse;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A table or view in a list. */
@Schema(
    example =
        """
        {"database":"oulad","name":"courses","type":"table","format":"iceberg","origin":"load",\
        "rows":22,"bytes":1834,"files":1,"snapshotId":"4210337745532183321",\
        "createdAt":"2026-11-01T09:30:00Z","updatedAt":"2026-11-01T09:30:00.123Z"}""")
record TableSummary(
    String database,
    String name,
    @Schema(description = "table or view") String type,
    @Schema(description = "iceberg or external") String format,
    @Nullable String comment,
    @Schema(description = "What made it: load, sql, crawler, or the name of a foreign engine")
        @Nullable String origin,
    @Schema(description = "Absent when the writer did not tell, or for a view") @Nullable Long rows,
    @Schema(description = "The size of its files") @Nullable Long bytes,
    @Nullable Long files,
    @Schema(description = "The present snapshot, as text: it is beyond 2^53. Absent if it has none")
        @Nullable String snapshotId,
    Instant createdAt,
    @Schema(description = "When its rows were changed last: how fresh it is") Instant updatedAt) {}
