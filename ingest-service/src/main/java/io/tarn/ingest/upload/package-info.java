/** Receiving: bytes into the raw bucket, a row into the ledger, then the answer. */
@NullMarked
package io.tarn.ingest.upload;

import org.jspecify.annotations.NullMarked;
