package io.tarn.ingest.load;

/** How far a load has come. */
public enum LoadState {
  /** Durable in the raw bucket and the ledger; waits for a worker. */
  RECEIVED,
  /** Its rows are read and checked. */
  CHECKING,
  /** Its rows are written and committed. */
  LOADING,
  /** Its rows are visible. Final. */
  LOADED,
  /** The file cannot be loaded; nothing of it is visible. Final, until it is retried. */
  REJECTED,
  /** Tarn could not do it; it is tried again as long as {@code nextAttemptAt} says so. */
  FAILED,
  /** Stopped by a caller; nothing of it is visible. Final, until it is retried. */
  CANCELLED
}
