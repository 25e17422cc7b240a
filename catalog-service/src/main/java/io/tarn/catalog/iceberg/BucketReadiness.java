package io.tarn.catalog.iceberg;

import io.tarn.catalog.BucketsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** Ready only while the bucket of the tables can be reached with the service's credentials. */
@Readiness
@ApplicationScoped
public class BucketReadiness implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(BucketReadiness.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final S3Client client;
  private final BucketsConfig buckets;

  BucketReadiness(S3Client client, BucketsConfig buckets) {
    this.client = client;
    this.buckets = buckets;
  }

  @Override
  public HealthCheckResponse call() {
    var answer = HealthCheckResponse.named("curated bucket");
    try {
      client.headBucket(
          request ->
              request
                  .bucket(buckets.curated())
                  .overrideConfiguration(override -> override.apiCallTimeout(LIMIT)));
      return answer.up().build();
    } catch (SdkException e) {
      LOG.warnf("The bucket %s cannot be reached: %s", buckets.curated(), e.getMessage());
      return answer.down().build();
    }
  }
}
