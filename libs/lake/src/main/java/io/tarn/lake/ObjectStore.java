package io.tarn.lake;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The S3 API as Tarn uses it. Thread-safe; does not own the client. Failures of the store become
 * {@link ProblemException}: {@code STORAGE_FULL} when it has no room (HTTP 507), else {@code
 * SERVICE_UNAVAILABLE}.
 */
public final class ObjectStore {
  /** The first parts' size, which an upload holds in memory (S3 asks for at least 5 MiB). */
  static final int PART_BYTES = 8 << 20;

  /** After so many parts the size doubles, so that S3's 10,000 parts hold 480 GiB. */
  private static final int PARTS_OF_A_SIZE = 2_000;

  private static final int MAX_PARTS = 10_000;

  private static final int INSUFFICIENT_STORAGE = 507;

  private final S3Client s3;

  public ObjectStore(S3Client s3) {
    this.s3 = s3;
  }

  /**
   * Streams {@code body} to its end into an object; when this returns the store has acknowledged
   * it. Nothing is left if it fails.
   *
   * @throws IOException if the body cannot be read to its end
   */
  public StoredObject put(URI uri, InputStream body) throws IOException {
    MessageDigest sha256 = sha256();
    byte[] part = new byte[PART_BYTES];
    int length = fill(body, part);
    sha256.update(part, 0, length);
    if (length < PART_BYTES) {
      RequestBody whole = RequestBody.fromBytes(trimmed(part, length));
      return new StoredObject(uri, call(() -> putWhole(uri, whole)), length, hex(sha256));
    }
    String uploadId = call(() -> s3.createMultipartUpload(b -> at(b, uri)).uploadId());
    boolean done = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long bytes = 0;
      while (length > 0) {
        bytes += length;
        parts.add(putPart(uri, uploadId, parts.size() + 1, part, length));
        part = parts.size() % PARTS_OF_A_SIZE == 0 ? new byte[2 * part.length] : part;
        length = fill(body, part);
        sha256.update(part, 0, length);
      }
      String etag =
          call(
              () ->
                  s3.completeMultipartUpload(
                          b ->
                              b.bucket(uri.getHost())
                                  .key(key(uri))
                                  .uploadId(uploadId)
                                  .multipartUpload(m -> m.parts(parts)))
                      .eTag());
      done = true;
      return new StoredObject(uri, unquoted(etag), bytes, hex(sha256));
    } finally {
      if (!done) {
        abort(uri, uploadId);
      }
    }
  }

  /** Puts a file; when this returns the store has acknowledged it. */
  public void put(URI uri, Path file) {
    String unused = call(() -> putWhole(uri, RequestBody.fromFile(file)));
  }

  /**
   * The bytes of an object; the caller closes the stream, also before its end: then the rest is not
   * fetched.
   *
   * @throws ProblemException {@code PRECONDITION_FAILED} if the object is not the one with this
   *     ETag any more, {@code NOT_FOUND} if there is none
   */
  public InputStream open(URI uri, String etag) {
    ResponseInputStream<GetObjectResponse> stream =
        call(
            () ->
                s3.getObject(b -> b.bucket(uri.getHost()).key(key(uri)).ifMatch('"' + etag + '"')));
    return new Abandonable(stream);
  }

  /** The SDK would read an object to its end when the stream is closed before. */
  private static final class Abandonable extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> response;
    private boolean ended;

    Abandonable(ResponseInputStream<GetObjectResponse> response) {
      super(response);
      this.response = response;
    }

    @Override
    public int read() throws IOException {
      int value = response.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] buffer, int from, int size) throws IOException {
      int count = response.read(buffer, from, size);
      ended |= count < 0;
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      if (ended) {
        response.close();
      } else {
        response.abort();
      }
    }
  }

  /** Copies an object's bytes into a new file. */
  public void download(URI uri, Path target) {
    GetObjectResponse unused =
        call(() -> s3.getObject(b -> b.bucket(uri.getHost()).key(key(uri)), target));
  }

  /** Deletes an object; no error if there is none. */
  public void delete(URI uri) {
    Object unused = call(() -> s3.deleteObject(b -> b.bucket(uri.getHost()).key(key(uri))));
  }

  /** Answers if the bucket can be reached with these credentials. */
  public void checkBucket(String bucket) {
    Object unused = call(() -> s3.headBucket(b -> b.bucket(bucket)));
  }

  public static URI uri(String bucket, String key) {
    try {
      return new URI("s3", bucket, "/" + key, null);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String key(URI uri) {
    return uri.getPath().substring(1);
  }

  private String putWhole(URI uri, RequestBody body) {
    return unquoted(s3.putObject(b -> b.bucket(uri.getHost()).key(key(uri)), body).eTag());
  }

  private CompletedPart putPart(URI uri, String uploadId, int number, byte[] part, int length) {
    if (number > MAX_PARTS) {
      throw new ProblemException(
          ErrorCode.BODY_TOO_LARGE, "The file is larger than an upload can be: split it.");
    }
    String etag =
        call(
            () ->
                s3.uploadPart(
                        b ->
                            b.bucket(uri.getHost())
                                .key(key(uri))
                                .uploadId(uploadId)
                                .partNumber(number),
                        RequestBody.fromBytes(trimmed(part, length)))
                    .eTag());
    return CompletedPart.builder().partNumber(number).eTag(etag).build();
  }

  private void abort(URI uri, String uploadId) {
    try {
      s3.abortMultipartUpload(b -> b.bucket(uri.getHost()).key(key(uri)).uploadId(uploadId));
    } catch (SdkException e) {
      System.getLogger(ObjectStore.class.getName())
          .log(System.Logger.Level.WARNING, "An unfinished upload stays at " + uri, e);
    }
  }

  private static void at(
      software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest.Builder b, URI uri) {
    b.bucket(uri.getHost()).key(key(uri));
  }

  private static byte[] trimmed(byte[] part, int length) {
    return length == part.length ? part : java.util.Arrays.copyOf(part, length);
  }

  private static int fill(InputStream in, byte[] buffer) throws IOException {
    return in.readNBytes(buffer, 0, buffer.length);
  }

  private static String unquoted(String etag) {
    return etag.replace("\"", "");
  }

  private static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Call<T> {
    T run() throws IOException;
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (SdkException e) {
      throw problem(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a failure of the store means to a caller. */
  static ProblemException problem(SdkException e) {
    int status = e instanceof S3Exception answered ? answered.statusCode() : 0;
    return switch (status) {
      case INSUFFICIENT_STORAGE ->
          new ProblemException(
              ErrorCode.STORAGE_FULL,
              "The object store has no room left: free some space, then try again.",
              e);
      case 404 ->
          new ProblemException(ErrorCode.NOT_FOUND, "The object is no longer in the store.", e);
      case 412 ->
          new ProblemException(
              ErrorCode.PRECONDITION_FAILED, "The object was changed since it was received.", e);
      default ->
          new ProblemException(
              ErrorCode.SERVICE_UNAVAILABLE, "The object store cannot be reached: try again.", e);
    };
  }
}
