package io.tarn.ingest.load;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** Where the lake is. */
@ConfigMapping(prefix = "tarn")
public interface LakeConfig {
  Buckets buckets();

  Catalog catalog();

  /** The buckets' names. */
  interface Buckets {
    /** Holds what was received, as it was received. */
    String raw();

    /** Holds the tables. */
    String curated();
  }

  /** The catalog service. */
  interface Catalog {
    /** Its base address. */
    URI url();
  }
}
