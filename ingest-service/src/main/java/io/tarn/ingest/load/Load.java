package io.tarn.ingest.load;

import io.tarn.kernel.Caller;
import io.tarn.kernel.TableName;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.StoredObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the ledger.
 *
 * @param seq the order of receipt
 * @param open whether work is still to be done
 * @param prepared the files that were written, until they are committed
 * @param lease the present attempt, null while no worker has it
 */
public record Load(
    UUID id,
    long seq,
    TableName table,
    boolean overwrite,
    LoadOptions options,
    String fileName,
    StoredObject source,
    Caller caller,
    String requestId,
    @Nullable String idempotencyKey,
    LoadState state,
    boolean open,
    boolean cancelWanted,
    double progress,
    @Nullable Long rowsRead,
    @Nullable Long rowsLoaded,
    @Nullable Long rowsQuarantined,
    @Nullable Long snapshotId,
    @Nullable LoadError error,
    @Nullable PreparedLoad prepared,
    int attempts,
    Instant nextAttemptAt,
    @Nullable UUID lease,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** Whether there is nothing to wait for: the end, or a failure that is only tried again later. */
  public boolean isSettled() {
    return !open || state == LoadState.FAILED;
  }
}
