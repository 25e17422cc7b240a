package io.tarn.engine.duckdb;

import java.nio.file.Path;

/**
 * How much of the machine an instance of DuckDB may use.
 *
 * @param memoryBytes limit of its buffers; beyond it spills to {@code temporaryFolder}
 * @param threads worker threads, at least 1
 * @param concurrentQueries queries at the same time, at least 1; further ones are refused
 * @param temporaryFolder where it spills; made if absent, its own
 * @param temporaryBytes limit of what it spills
 * @param resultFolder the folder below which results are written
 */
public record DuckDbSettings(
    long memoryBytes,
    int threads,
    int concurrentQueries,
    Path temporaryFolder,
    long temporaryBytes,
    Path resultFolder) {
  public DuckDbSettings {
    if (memoryBytes <= 0 || threads < 1 || concurrentQueries < 1 || temporaryBytes < 0) {
      throw new IllegalArgumentException("limits of DuckDB must be positive");
    }
    temporaryFolder = temporaryFolder.toAbsolutePath();
    resultFolder = resultFolder.toAbsolutePath();
  }
}
