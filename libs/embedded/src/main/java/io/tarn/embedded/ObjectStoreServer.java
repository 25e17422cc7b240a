package io.tarn.embedded;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/**
 * An S3 object store on a plain folder, in this process (S3Proxy). Object {@code s3://bucket/key}
 * is the file {@code <folder>/bucket/key}. What it has confirmed is on the disk. Only path-style
 * addresses. Thread-safe.
 */
public final class ObjectStoreServer implements AutoCloseable {
  private static final int THREADS = 64;
  private static final long STOP_MILLIS = 5_000;

  /** A body with one signature over all of it is held in memory; SDKs send large ones in chunks. */
  private static final long MAX_UNCHUNKED_BYTES = 32L << 20;

  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private final S3Proxy proxy;
  private final ObjectStoreOptions options;

  private ObjectStoreServer(S3Proxy proxy, ObjectStoreOptions options) {
    this.proxy = proxy;
    this.options = options;
  }

  /**
   * Starts the store, after removing what writes that were cut off by a kill have left.
   *
   * @throws EmbeddedServerException if it cannot, with what to do
   */
  public static ObjectStoreServer start(ObjectStoreOptions options) throws IOException {
    Path folder = options.folder().toAbsolutePath().normalize();
    Files.createDirectories(folder);
    for (String bucket : options.buckets()) {
      Files.createDirectories(folder.resolve(bucket));
    }
    Durably.sync(folder);
    Durably.sync(Durably.parent(folder));
    for (String bucket : options.buckets()) {
      MultipartFiles.sweep(folder.resolve(bucket), ABANDONED_AFTER);
    }
    StoreFolders folders = new StoreFolders(folder);
    WriteJournal journal =
        WriteJournal.open(folder.resolveSibling(folder.getFileName() + ".writes"), folders);
    DurableBlobStore store =
        new DurableBlobStore(
            new FilesystemNio2BlobStore(folder.toString()),
            folder,
            folders,
            journal,
            new FreeSpace(folder, options.reserveBytes()));
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(store)
            .endpoint(URI.create("http://" + options.host() + ":" + options.port()))
            .awsAuthentication(AuthenticationType.AWS_V4, options.accessKey(), options.secretKey())
            .v4MaxNonChunkedRequestSize(MAX_UNCHUNKED_BYTES)
            .jettyMaxThreads(THREADS)
            .stopTimeout(STOP_MILLIS)
            .ignoreUnknownHeaders(true)
            .build();
    try {
      proxy.start();
    } catch (Exception e) {
      throw new EmbeddedServerException(
          "The object store did not start on port %d: %s".formatted(options.port(), e.getMessage()),
          e);
    }
    return new ObjectStoreServer(proxy, options);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + proxy.getPort());
  }

  public int port() {
    return proxy.getPort();
  }

  public String accessKey() {
    return options.accessKey();
  }

  public String secretKey() {
    return options.secretKey();
  }

  public Path folder() {
    return options.folder();
  }

  /** Stops taking requests, lets those in work end for a few seconds, and frees the port. */
  @Override
  public void close() {
    try {
      proxy.stop();
    } catch (Exception e) {
      throw new EmbeddedServerException(
          "The object store did not stop cleanly: " + e.getMessage(), e);
    }
  }
}
