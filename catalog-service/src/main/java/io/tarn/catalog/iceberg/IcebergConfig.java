package io.tarn.catalog.iceberg;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** What the Iceberg REST catalog keeps in memory and takes from clients. */
@ConfigMapping(prefix = "tarn.iceberg")
public interface IcebergConfig {
  /** Parsed metadata files are kept in memory up to about this much. */
  @WithDefault("24M")
  MemorySize metadataCache();

  /** A table whose metadata file is larger is not read. */
  @WithDefault("24M")
  MemorySize maxMetadata();

  /** A request with a longer body, after decompression, is refused. */
  @WithDefault("8M")
  MemorySize maxRequest();

  /** Buckets beside the curated one in which tables may lie that foreign engines bring. */
  Optional<Set<String>> moreBuckets();
}
