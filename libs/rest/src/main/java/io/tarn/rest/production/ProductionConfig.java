package io.tarn.rest.production;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;

/** Whether this lake is one that others rely on. */
@ConfigMapping(prefix = "tarn.production")
public interface ProductionConfig {
  /**
   * Refuses to start with a setting that is unsafe in production, each named with its remedy: plain
   * HTTP beyond this machine, a database without verified TLS, default or weak secrets, files with
   * secrets that others may read.
   */
  @WithDefault("false")
  @WithParentName
  boolean enabled();
}
