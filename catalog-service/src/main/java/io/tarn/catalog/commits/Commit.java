package io.tarn.catalog.commits;

import io.tarn.kernel.TableName;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A change of a table, as the log has it.
 *
 * @param sequence its place in the log; later commits have greater ones, gaps are possible
 * @param snapshotId the table's current snapshot after it, null if there is none
 */
public record Commit(
    long sequence,
    TableName table,
    UUID tableUuid,
    Operation operation,
    @Nullable Long snapshotId,
    Instant committedAt,
    Origin origin) {}
