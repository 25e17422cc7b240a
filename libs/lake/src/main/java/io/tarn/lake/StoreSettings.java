package io.tarn.lake;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the object store.
 *
 * @param endpoint null for AWS S3 itself
 * @param region the region to sign for
 * @param accessKey null to use the SDK's default credential chain
 * @param secretKey null if and only if {@code accessKey} is
 * @param pathStyle whether the bucket stands in the path rather than the host name
 * @param folder the store's own folder where it is on this machine (object {@code s3://b/k} is the
 *     file {@code folder/b/k}), else null
 */
public record StoreSettings(
    @Nullable URI endpoint,
    String region,
    @Nullable String accessKey,
    @Nullable String secretKey,
    boolean pathStyle,
    @Nullable Path folder) {

  public StoreSettings {
    if ((accessKey == null) != (secretKey == null)) {
      throw new IllegalArgumentException("access key and secret key go together");
    }
  }

  @Override
  public String toString() {
    return "StoreSettings[endpoint=" + endpoint + ", region=" + region + "]";
  }
}
