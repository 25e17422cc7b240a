package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import org.jspecify.annotations.Nullable;

/**
 * The extended attributes that S3Proxy gives the files of objects, and folders that are objects.
 */
final class ObjectAttributes {
  /** Set when all bytes were written, just before the file gets the object's name. */
  private static final String DIGEST = "user.content-md5";

  private ObjectAttributes() {}

  static boolean isFinished(Path file) throws IOException {
    @Nullable UserDefinedFileAttributeView view =
        Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
    try {
      return view != null && view.list().contains(DIGEST);
    } catch (NoSuchFileException e) {
      return false;
    }
  }
}
