package io.tarn.system.aws;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** A moto server of the test's own: AWS's interfaces without AWS. Ends when it is closed. */
final class SimulatedAws implements AutoCloseable {
  static final Region REGION = Region.EU_CENTRAL_1;

  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Process process;
  private final URI address;

  private SimulatedAws(Process process, URI address) {
    this.process = process;
    this.address = address;
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
  }

  /**
   * Starts one and returns when it answers.
   *
   * @param log where its output goes
   */
  static SimulatedAws start(Path log) throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Process process =
        new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    SimulatedAws aws = new SimulatedAws(process, URI.create("http://127.0.0.1:" + port));
    Awaitility.await("moto_server")
        .atMost(LIMIT)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> RestAssured.get(aws.address + "/moto-api/data.json").statusCode() == 200);
    return aws;
  }

  URI address() {
    return address;
  }

  /** S3 as somebody to whom all is allowed. */
  S3Client s3() {
    return s3(StaticCredentialsProvider.create(AwsBasicCredentials.create("owner", "secret")));
  }

  /** S3 as a pod with this role has it. */
  S3Client s3(String roleArn) {
    try (StsClient sts =
        StsClient.builder()
            .endpointOverride(address)
            .region(REGION)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build()) {
      Credentials taken =
          sts.assumeRoleWithWebIdentity(
                  request ->
                      request
                          .roleArn(roleArn)
                          .roleSessionName("test")
                          .webIdentityToken("header.body.signature"))
              .credentials();
      return s3(
          StaticCredentialsProvider.create(
              AwsSessionCredentials.create(
                  taken.accessKeyId(), taken.secretAccessKey(), taken.sessionToken())));
    }
  }

  private S3Client s3(AwsCredentialsProvider credentials) {
    return S3Client.builder()
        .endpointOverride(address)
        .region(REGION)
        .forcePathStyle(true)
        .credentialsProvider(credentials)
        .build();
  }

  /** Whether it asks the policies of roles what a caller may do; at first it does not. */
  void enforcePolicies(boolean enforce) {
    RestAssured.given()
        .body(enforce ? "0" : "inf")
        .post(address + "/moto-api/reset-auth")
        .then()
        .statusCode(200);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while moto_server ends", e));
    }
  }
}
