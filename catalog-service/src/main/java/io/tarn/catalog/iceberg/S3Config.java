package io.tarn.catalog.iceberg;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The object store, by the API of S3. */
@ConfigMapping(prefix = "tarn.s3")
public interface S3Config {
  /** Where the credentials come from. */
  enum Credentials {
    /** From the two keys beside this. */
    STATIC,
    /** From the SDK's chain: environment, web identity, container or instance role. */
    DEFAULT
  }

  /** Its address; absent for AWS. */
  Optional<URI> endpoint();

  /** The region of the buckets. */
  @WithDefault("us-east-1")
  String region();

  /**
   * {@code static}: the two keys below; {@code default}: the SDK's chain, as the role of a pod or
   * an instance. Absent, it is {@code static}; for catalog-service only if the keys are there.
   */
  Optional<Credentials> credentials();

  /** The id of the access key; with the chain, absent. */
  Optional<String> accessKey();

  /** Its secret. */
  Optional<String> secretKey();

  /** Whether the bucket stands in the path, not in the host's name; most stores but AWS want it. */
  @WithDefault("false")
  boolean pathStyle();
}
