package io.tarn.catalog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The lake's buckets. */
@ConfigMapping(prefix = "tarn.buckets")
public interface BucketsConfig {
  /** What was received. */
  @WithDefault("raw")
  String raw();

  /** The tables. */
  @WithDefault("curated")
  String curated();

  /** What queries answered. */
  @WithDefault("results")
  String results();
}
