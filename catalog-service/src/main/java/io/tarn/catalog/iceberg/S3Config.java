package io.tarn.catalog.iceberg;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The object store. */
@ConfigMapping(prefix = "tarn.s3")
public interface S3Config {
  /** Its address; absent for AWS. */
  Optional<URI> endpoint();

  @WithDefault("us-east-1")
  String region();

  /** Absent for the SDK's default chain of credentials; then the secret key is absent too. */
  Optional<String> accessKey();

  Optional<String> secretKey();

  /** Whether the bucket stands in the path, not in the host's name; so if there is an endpoint. */
  Optional<Boolean> pathStyle();

  /** {@link #pathStyle}, or its default. */
  default boolean isPathStyle() {
    return pathStyle().orElse(endpoint().isPresent());
  }
}
