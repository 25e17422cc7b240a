package io.tarn.query.lake;

import io.smallrye.config.ConfigMapping;

/** The lake's buckets. */
@ConfigMapping(prefix = "tarn.buckets")
public interface BucketsConfig {
  /** Holds what was received, as it was received. */
  String raw();

  /** Holds the tables. */
  String curated();

  /** Holds the answers of queries. */
  String results();
}
