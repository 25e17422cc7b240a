package io.tarn.catalog.commits;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much the log of commits keeps, and how many may follow it. */
@ConfigMapping(prefix = "tarn.commits")
public interface CommitsConfig {
  /** How many of the newest entries the log keeps. */
  @WithDefault("100000")
  @Min(1000) long keptEntries();

  /** How long the ids of committed loads are kept: no load may be retried after that. */
  @WithDefault("400d")
  Duration keptLoads();

  /** How many event streams one process serves at once. */
  @WithDefault("200")
  @Min(1) @Max(10_000) int maxStreams();
}
