package io.tarn.engine;

/** What an engine can do beyond answering. What it does not declare it refuses cleanly. */
public enum Capability {
  /** A running query stops soon after {@link RunningQuery#cancel()}. */
  CANCEL,
  /** Rows deleted by Iceberg position delete files do not appear. */
  POSITION_DELETES,
  /** {@link Statistics#scannedBytes()} is measured, not the size of the files. */
  MEASURED_SCAN
}
