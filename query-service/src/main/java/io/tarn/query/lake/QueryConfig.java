package io.tarn.query.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How queries are run. */
@ConfigMapping(prefix = "tarn.query")
public interface QueryConfig {
  /** The address under which others call this service, which itself needs none. */
  Optional<URI> url();

  /** Folder for what runs and for copies of data files, emptied at the start: for this replica. */
  @WithDefault("${java.io.tmpdir}/tarn-query")
  Path folder();

  /** Memory of the engine in the process, beside the heap. */
  @WithDefault("805306368")
  @Min(67_108_864) long memoryBytes();

  /** Threads of the engine in the process. */
  @WithDefault("2")
  @Min(1) int threads();

  /** Queries run at the same time by this replica. */
  @WithDefault("4")
  @Min(1) @Max(256) int concurrentQueries();

  /** Queries that wait for a place in this replica; further ones are refused. */
  @WithDefault("200")
  @Min(0) int queuedQueries();

  /** What queries may spill to disk. */
  @WithDefault("17179869184")
  @Min(0) long spillBytes();

  /** Copies of data files kept on disk, where the store's folder is not on this machine. */
  @WithDefault("17179869184")
  @Min(1) long cacheBytes();

  /** Memory for reading results. */
  @WithDefault("134217728")
  @Min(33_554_432) long resultMemoryBytes();

  /** The largest result. */
  @WithDefault("1073741824")
  @Min(1) long maxResultBytes();

  /** The longest run; Athena's default. */
  @WithDefault("30m")
  Duration timeout();

  /** How long results are kept. */
  @WithDefault("7d")
  Duration resultRetention();

  /** How long the history is kept; Athena's 45 days. */
  @WithDefault("45d")
  Duration historyRetention();

  /** How often old results and old history are looked for. */
  @WithDefault("10m")
  Duration sweepInterval();

  /** How long a query stays with a replica that does not answer any more. */
  @WithDefault("15s")
  Duration lease();

  /** Price of a terabyte scanned, for estimates, in US dollars; Athena's. */
  @WithDefault("5.00")
  java.math.BigDecimal pricePerTerabyte();
}
