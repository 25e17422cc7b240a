package io.tarn.embedded;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;

/** The keys that a store on a folder can hold: those that are the path of one file. */
final class ObjectKeys {
  /** A name of a file system has 255 bytes; unfinished writes add up to 48. */
  private static final int MAX_SEGMENT_BYTES = 200;

  private ObjectKeys() {}

  /**
   * @throws S3ProxyException status 400, code {@code InvalidArgument} or {@code InvalidRequest}, if
   *     an object cannot have this key here
   */
  static void require(Path folder, String bucket, String key) {
    String path = key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    Path at = folder.resolve(bucket);
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw refused(key, "it has an empty, '.' or '..' part between slashes");
      }
      if (segment.getBytes(StandardCharsets.UTF_8).length > MAX_SEGMENT_BYTES) {
        throw refused(key, "a part between slashes is longer than " + MAX_SEGMENT_BYTES + " bytes");
      }
      if (!at.equals(folder.resolve(bucket)) && Files.isRegularFile(at)) {
        throw clash(key, "an object has the name of its folder");
      }
      at = at.resolve(segment);
    }
    if (!key.endsWith("/") && Files.isDirectory(at)) {
      throw clash(key, "there are objects below it");
    }
  }

  private static S3ProxyException refused(String key, String why) {
    return new S3ProxyException(
        S3ErrorCode.INVALID_ARGUMENT,
        "A store on a folder cannot hold the key '%s': %s.".formatted(key, why));
  }

  private static S3ProxyException clash(String key, String why) {
    return new S3ProxyException(
        S3ErrorCode.INVALID_REQUEST,
        "A store on a folder cannot hold the key '%s' now: %s.".formatted(key, why));
  }
}
