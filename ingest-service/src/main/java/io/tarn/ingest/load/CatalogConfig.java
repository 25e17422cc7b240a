package io.tarn.ingest.load;

import io.smallrye.config.ConfigMapping;
import java.net.URI;

/** The catalog service. */
@ConfigMapping(prefix = "tarn.catalog")
public interface CatalogConfig {
  /** Its base address. */
  URI url();
}
