package io.tarn.embedded;

import java.nio.file.Path;
import java.util.List;

/**
 * How an embedded object store is run.
 *
 * @param folder holds a folder for each bucket, and in it a file for each object
 * @param host the address that it listens on
 * @param port its port, 0 for any free one
 * @param accessKey the only key that is accepted, by AWS signature version 4
 * @param secretKey its secret
 * @param buckets made if they are not there
 * @param reserveBytes writes are refused when the disk's free space would fall below it
 */
public record ObjectStoreOptions(
    Path folder,
    String host,
    int port,
    String accessKey,
    String secretKey,
    List<String> buckets,
    long reserveBytes) {
  public static final String LOOPBACK = "127.0.0.1";
  public static final long DEFAULT_RESERVE_BYTES = 128L << 20;
  public static final List<String> DEFAULT_BUCKETS = List.of("raw", "curated", "results");

  public ObjectStoreOptions {
    buckets = List.copyOf(buckets);
    if (reserveBytes < 0) {
      throw new IllegalArgumentException("reserveBytes is negative: " + reserveBytes);
    }
  }

  /** A store on any free port with new credentials, the lake's buckets and the usual reserve. */
  public static ObjectStoreOptions in(Path folder) {
    return new ObjectStoreOptions(
        folder,
        LOOPBACK,
        0,
        Secrets.random(),
        Secrets.random(),
        DEFAULT_BUCKETS,
        DEFAULT_RESERVE_BYTES);
  }

  public ObjectStoreOptions withReserveBytes(long bytes) {
    return new ObjectStoreOptions(folder, host, port, accessKey, secretKey, buckets, bytes);
  }

  public ObjectStoreOptions withPort(int newPort) {
    return new ObjectStoreOptions(
        folder, host, newPort, accessKey, secretKey, buckets, reserveBytes);
  }
}
