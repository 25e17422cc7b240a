package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;

/**
 * The files in which S3Proxy keeps the parts of uploads that are not complete: below the bucket, in
 * names that begin with {@code .mpus-}, and hidden from listings.
 */
final class MultipartFiles {
  private static final String PREFIX = ".mpus-";

  private MultipartFiles() {}

  static String partKey(MultipartUpload upload, int partNumber) {
    return AbstractNio2BlobStore.multipartPartName(upload.id(), upload.blobName(), partNumber);
  }

  /** Removes the uploads that nothing was added to for so long: their clients are gone. */
  static void sweep(Path bucket, Duration age) throws IOException {
    Instant limit = Instant.now().minus(age);
    List<Path> abandoned = new ArrayList<>();
    try (DirectoryStream<Path> uploads = Files.newDirectoryStream(bucket, PREFIX + "*")) {
      for (Path upload : uploads) {
        if (newest(upload).isBefore(limit)) {
          abandoned.add(upload);
        }
      }
    }
    for (Path upload : abandoned) {
      Durably.deleteTree(upload);
    }
  }

  private static Instant newest(Path tree) throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        FileTime time = Files.getLastModifiedTime(file);
        newest = time.toInstant().isAfter(newest) ? time.toInstant() : newest;
      }
    }
    return newest;
  }
}
