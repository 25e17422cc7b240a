package io.tarn.ingest.upload;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** What may be uploaded. */
@ConfigMapping(prefix = "tarn.upload")
public interface UploadConfig {
  /** The largest file, as it is sent. */
  @WithDefault("107374182400")
  @Min(1) long maxBytes();

  /** Uploads received at the same time by this replica; each needs about 16 MiB of heap. */
  @WithDefault("6")
  @Min(1) int maxConcurrent();
}
