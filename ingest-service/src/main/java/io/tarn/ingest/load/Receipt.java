package io.tarn.ingest.load;

import io.tarn.kernel.Caller;
import io.tarn.kernel.TableName;
import io.tarn.lake.StoredObject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A file that is durable in the raw bucket, to be written into the ledger. */
public record Receipt(
    UUID id,
    TableName table,
    boolean overwrite,
    LoadOptions options,
    String fileName,
    StoredObject source,
    Caller caller,
    String requestId,
    @Nullable String idempotencyKey) {}
