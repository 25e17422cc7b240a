package io.tarn.rest;

import io.smallrye.config.ConfigMapping;
import java.util.OptionalLong;

/** What the one-machine launcher tells the services that it starts. */
@ConfigMapping(prefix = "tarn.local")
public interface LocalConfig {
  /** The launcher's process id: the service ends when that process does. */
  OptionalLong parentPid();
}
