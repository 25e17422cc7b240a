package io.tarn.embedded;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * S3Proxy's store on a folder, made fit for data that must not be lost: what was confirmed is on
 * the disk, unfinished writes are never seen, and a full disk is said before anything is half
 * written. Thread-safe.
 *
 * <p>A write that was not confirmed before a loss of power may be there afterwards, in part: so no
 * reader goes by listings alone, but by what a ledger or a snapshot names.
 */
final class DurableBlobStore extends ForwardingBlobStore {
  private static final long SPACE_CHECK_BYTES = 8L << 20;
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);

  private final Path folder;
  private final StoreFolders folders;
  private final WriteJournal journal;
  private final FreeSpace space;

  DurableBlobStore(
      BlobStore store, Path folder, StoreFolders folders, WriteJournal journal, FreeSpace space) {
    super(store);
    this.folder = folder;
    this.folders = folders;
    this.journal = journal;
    this.space = space;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream payload) {
    return answering(
        payload,
        () -> {
          ObjectKeys.require(folder, request.bucket(), request.key());
          return writing(
              request.bucket(),
              request.key(),
              orZero(request.contentLength()),
              () -> super.putBlob(request, new Payload(payload)));
        });
  }

  @Override
  public CopyObjectResponse copyBlob(CopyObjectRequest request) {
    ObjectKeys.require(folder, request.destinationBucket(), request.destinationKey());
    return writing(
        request.destinationBucket(),
        request.destinationKey(),
        sizeOf(request.sourceBucket(), request.sourceKey()),
        () -> super.copyBlob(request));
  }

  /** Refused before anything is made: the client would not know what to abort. */
  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    ObjectKeys.require(folder, request.bucket(), request.key());
    try {
      space.require(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return super.initiateMultipartUpload(request);
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream payload) {
    String part = MultipartFiles.partKey(upload, request.partNumber());
    return answering(
        payload,
        () ->
            writing(
                upload.containerName(),
                part,
                orZero(request.contentLength()),
                () -> super.uploadMultipartPart(upload, request, new Payload(payload))));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    ObjectKeys.require(folder, upload.containerName(), upload.blobName());
    long bytes = listMultipartUpload(upload).stream().mapToLong(Part::size).sum();
    return writing(
        upload.containerName(),
        upload.blobName(),
        bytes,
        () -> super.completeMultipartUpload(upload, request));
  }

  @Override
  public DeleteObjectResponse removeBlob(DeleteObjectRequest request) {
    Path bucket = folder.resolve(request.bucket());
    Path file = folders.file(request.bucket(), request.key());
    try {
      DeleteObjectResponse response;
      if (isPlainObject(request, bucket, file)) {
        Files.deleteIfExists(file);
        response = DeleteObjectResponse.builder().build();
      } else {
        response = super.removeBlob(request);
      }
      folders.removeEmptyAbove(bucket, file);
      return response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The store below also deletes these, but takes folders away that a write has just made. */
  private static boolean isPlainObject(DeleteObjectRequest request, Path bucket, Path file) {
    return request.versionId() == null
        && request.ifMatch() == null
        && !request.key().startsWith(".")
        && !request.key().endsWith("/")
        && file.startsWith(bucket)
        && Files.isRegularFile(file);
  }

  @Override
  public ListObjectsV2Response list(ListObjectsV2Request request) {
    ListObjectsV2Response page = super.list(request);
    if (page.contents().stream()
        .noneMatch(found -> journal.isUnfinished(request.bucket(), found.key()))) {
      return page;
    }
    return page.toBuilder()
        .contents(
            page.contents().stream()
                .filter(found -> !journal.isUnfinished(request.bucket(), found.key()))
                .toList())
        .build();
  }

  /**
   * Reads on when a write is refused: a client that is still sending would meet a closed connection
   * instead of the answer.
   */
  private static <T> T answering(InputStream payload, Supplier<T> write) {
    try {
      return write.get();
    } catch (S3Exception e) {
      Instant deadline = Instant.now().plus(DRAIN_LIMIT);
      byte[] buffer = new byte[64 << 10];
      try {
        while (payload.read(buffer) >= 0 && Instant.now().isBefore(deadline)) {
          continue;
        }
      } catch (IOException gone) {
        e.addSuppressed(gone);
      }
      throw e;
    }
  }

  private <T> T writing(String bucket, String key, long bytes, Supplier<T> write) {
    try (WriteJournal.Write entry = journal.begin(bucket, key)) {
      space.require(bytes);
      T response = write.get();
      Path file = folders.file(bucket, key);
      syncFile(file);
      folders.syncAbove(file);
      return response;
    } catch (IOException e) {
      throw failure(new UncheckedIOException(e));
    } catch (RuntimeException e) {
      throw e.getCause() instanceof IOException ? failure(e) : e;
    }
  }

  /** The object may have been replaced or deleted since by another request: then that one syncs. */
  private static void syncFile(Path file) throws IOException {
    try {
      Durably.sync(file);
    } catch (NoSuchFileException e) {
      if (Files.exists(file)) {
        throw e;
      }
    }
  }

  private RuntimeException failure(RuntimeException cause) {
    try {
      return space.isExhausted() ? space.full() : cause;
    } catch (IOException e) {
      cause.addSuppressed(e);
      return cause;
    }
  }

  private long sizeOf(String bucket, String key) {
    Path file = folders.file(bucket, key);
    return file.startsWith(folder) ? file.toFile().length() : 0;
  }

  private static long orZero(@Nullable Long bytes) {
    return bytes == null ? 0 : bytes;
  }

  /** A body on its way to a file, which ends when the disk is full. */
  private final class Payload extends FilterInputStream {
    private long sinceCheck;

    Payload(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      count(count);
      return count;
    }

    private void count(int bytes) throws IOException {
      sinceCheck += Math.max(bytes, 0);
      if (sinceCheck >= SPACE_CHECK_BYTES) {
        sinceCheck = 0;
        space.require(0);
      }
    }
  }
}
