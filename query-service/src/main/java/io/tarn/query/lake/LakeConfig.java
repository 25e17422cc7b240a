package io.tarn.query.lake;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where the lake is. */
@ConfigMapping(prefix = "tarn")
public interface LakeConfig {
  Buckets buckets();

  Catalog catalog();

  Store store();

  /** The buckets' names. */
  interface Buckets {
    /** Holds the tables. */
    String curated();

    /** Holds the answers. */
    String results();
  }

  /** The catalog service. */
  interface Catalog {
    /** Its base address. */
    URI url();
  }

  /** The object store. */
  interface Store {
    /** Its folder, where it is on this machine. */
    Optional<Path> folder();
  }
}
