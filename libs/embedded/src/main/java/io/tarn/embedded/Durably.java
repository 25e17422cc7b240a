package io.tarn.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries files and folders from the page cache to the disk ({@code fsync}). */
public final class Durably {
  private Durably() {}

  /** Returns when the file's bytes, or the folder's entries, survive a loss of power. */
  public static void sync(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Syncs the folder, or the next one above if it is gone, which is recorded there. */
  public static void syncNearest(Path folder) throws IOException {
    for (Path at = folder; ; at = parent(at)) {
      try {
        sync(at);
        return;
      } catch (NoSuchFileException e) {
        continue;
      }
    }
  }

  /** The folder that a file is in. */
  public static Path parent(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
  }

  /** Removes a folder and all below it; symbolic links are removed, not followed. */
  public static void deleteTree(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
