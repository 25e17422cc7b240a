package io.tarn.query.lake;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The object store. */
@ConfigMapping(prefix = "tarn.store")
public interface StoreConfig {
  /** Its folder, where it is on this machine: data files are then read in place. */
  Optional<Path> folder();
}
