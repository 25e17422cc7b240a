package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The rule that writes leave a reserve of the disk free, so that PostgreSQL and the logs go on
 * working when the objects have filled it.
 */
final class FreeSpace {
  static final String ERROR_CODE = "StorageFull";
  static final int INSUFFICIENT_STORAGE = 507;

  private final Path folder;
  private final long reserveBytes;

  FreeSpace(Path folder, long reserveBytes) {
    this.folder = folder;
    this.reserveBytes = reserveBytes;
  }

  /**
   * @throws S3Exception status 507, code {@code StorageFull}, if this many bytes do not fit
   */
  void require(long bytes) throws IOException {
    if (usableBytes() - Math.max(bytes, 0) < reserveBytes) {
      throw full();
    }
  }

  /** Whether so little is left that a failed write failed for that. */
  boolean isExhausted() throws IOException {
    return usableBytes() <= Math.max(reserveBytes, 1L << 20);
  }

  S3Exception full() throws IOException {
    String message =
        "The disk of %s is full: %d MiB are free, of which %d MiB are kept in reserve. Free some space, then send the request again."
            .formatted(folder, usableBytes() >> 20, reserveBytes >> 20);
    return (S3Exception)
        S3Exception.builder()
            .statusCode(INSUFFICIENT_STORAGE)
            .message(message)
            .awsErrorDetails(
                AwsErrorDetails.builder()
                    .errorCode(ERROR_CODE)
                    .errorMessage(message)
                    .serviceName("S3")
                    .sdkHttpResponse(
                        SdkHttpResponse.builder().statusCode(INSUFFICIENT_STORAGE).build())
                    .build())
            .build();
  }

  private long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }
}
