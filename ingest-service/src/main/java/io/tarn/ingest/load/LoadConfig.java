package io.tarn.ingest.load;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;

/** How loads are worked on. */
@ConfigMapping(prefix = "tarn.load")
public interface LoadConfig {
  /** Loads worked on at the same time by this replica. */
  @WithDefault("2")
  @Min(1) @Max(64) int workers();

  /**
   * Folder for what is being loaded, emptied at the start: for this replica alone. Needs room for
   * the decompressed text of one file per worker.
   */
  @WithDefault("${java.io.tmpdir}/tarn-ingest")
  Path folder();

  /** Free bytes that are left on the folder's disk. */
  @WithDefault("268435456")
  @Min(0) long reservedBytes();

  /** The largest decompressed size of a file. */
  @WithDefault("274877906944")
  @Min(1) long maxDecompressedBytes();

  /** Memory for the writer of Parquet, beside the heap. */
  @WithDefault("536870912")
  @Min(67_108_864) long writerMemoryBytes();

  /** Threads of the writer of Parquet. */
  @WithDefault("2")
  @Min(1) int writerThreads();

  /** How long a load stays with a worker that does not answer any more. */
  @WithDefault("15s")
  Duration lease();

  /**
   * Attempts at a load before it fails for good; where the store or the catalog fails, or a disk is
   * full, it goes on.
   */
  @WithDefault("40")
  @Min(1) int maxAttempts();
}
