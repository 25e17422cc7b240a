package io.tarn.catalog.iceberg;

import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.apache.iceberg.aws.s3.S3FileIO;
import org.apache.iceberg.io.FileIO;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** The client of the object store, and Iceberg's files on it. */
public class ObjectStore {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final int CONNECTIONS = 24;

  @Produces
  @Singleton
  S3Client client(S3Config config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .forcePathStyle(config.pathStyle())
            .credentialsProvider(credentials(config))
            .overrideConfiguration(each -> each.apiCallTimeout(CALL))
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(CONNECTIONS)
                    .connectionTimeout(CONNECT)
                    .connectionAcquisitionTimeout(ANSWER)
                    .socketTimeout(ANSWER));
    config.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  void close(@Disposes S3Client client) {
    client.close();
  }

  @Produces
  @Singleton
  FileIO files(S3Client client) {
    S3FileIO files = new S3FileIO(() -> client);
    files.initialize(Map.of());
    return files;
  }

  private static AwsCredentialsProvider credentials(S3Config config) {
    boolean keys = config.accessKey().isPresent() || config.secretKey().isPresent();
    if (config.credentials().map(S3Config.Credentials.DEFAULT::equals).orElse(!keys)) {
      return DefaultCredentialsProvider.builder().build();
    }
    if (config.accessKey().isEmpty() || config.secretKey().isEmpty()) {
      throw new IllegalStateException(
          "tarn.s3.access-key and tarn.s3.secret-key: set both, or tarn.s3.credentials=default");
    }
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(config.accessKey().get(), config.secretKey().get()));
  }
}
