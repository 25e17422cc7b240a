package io.tarn.local;

import io.tarn.embedded.LakeService;
import io.tarn.embedded.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder with everything of one lake: databases, objects, secrets, logs, and what is known of a
 * running one. Only its owner can read it.
 */
final class DataFolder {
  private static final long MIB = 1L << 20;

  /** Room for a new cluster, its write-ahead log, and what services unpack. */
  private static final long FIRST_START_BYTES = 640 * MIB;

  private static final long LATER_START_BYTES = 192 * MIB;

  private final Path path;

  DataFolder(Path path) {
    this.path = path.toAbsolutePath().normalize();
  }

  Path path() {
    return path;
  }

  Path postgres() {
    return path.resolve("postgres");
  }

  Path objects() {
    return path.resolve("objects");
  }

  Path secrets() {
    return path.resolve("secrets");
  }

  Path log(String name) {
    return path.resolve("logs").resolve(name + ".log");
  }

  /** The working folder of a service, with its settings and its temporary files. */
  Path service(LakeService service) {
    return path.resolve("run").resolve(service.label());
  }

  Path ports() {
    return path.resolve("ports.properties");
  }

  Path state() {
    return path.resolve("lake.json");
  }

  boolean exists() {
    return Files.isDirectory(path);
  }

  /** Makes the folders that are missing, after seeing that this can work. */
  void prepare(long reserveBytes) {
    try {
      if (Files.exists(path) && !Files.isDirectory(path)) {
        throw new LauncherException(
            "The data folder %s is a file: choose another with --data DIR.".formatted(path));
      }
      if (Files.exists(path) && !Files.isWritable(path)) {
        throw new LauncherException(
            "The data folder %s belongs to %s and cannot be written: choose another with --data DIR."
                .formatted(path, Files.getOwner(path).getName()));
      }
      requireOwnCluster();
      boolean first = Files.notExists(postgres().resolve("data"));
      Secrets.createFolder(path);
      requireSpace(reserveBytes, first ? FIRST_START_BYTES : LATER_START_BYTES);
      for (Path folder : new Path[] {objects(), secrets(), path.resolve("logs")}) {
        Secrets.createFolder(folder);
      }
      for (LakeService service : LakeService.values()) {
        Files.createDirectories(service(service));
      }
    } catch (AccessDeniedException | FileAlreadyExistsException e) {
      throw new LauncherException(
          "The data folder %s cannot be made: %s is in the way or may not be written. Choose another with --data DIR."
              .formatted(path, e.getFile()),
          e);
    } catch (IOException e) {
      throw new LauncherException(
          "The data folder %s cannot be used: %s. Choose another with --data DIR."
              .formatted(path, e.getMessage()),
          e);
    }
  }

  private void requireOwnCluster() throws IOException {
    Path cluster = postgres().resolve("data");
    String me = System.getProperty("user.name");
    if (Files.exists(cluster) && !Files.getOwner(cluster).getName().equals(me)) {
      throw new LauncherException(
          "The lake in %s belongs to %s: start it as that user, or choose another folder with --data DIR."
              .formatted(path, Files.getOwner(cluster).getName()));
    }
  }

  private void requireSpace(long reserveBytes, long neededBytes) throws IOException {
    long usable = Files.getFileStore(path).getUsableSpace();
    if (usable < reserveBytes + neededBytes) {
      throw new LauncherException(
          "The disk of %s is full: %,d MiB are free, and a lake needs %,d MiB to start. Free some space, or choose another disk with --data DIR."
              .formatted(path, usable / MIB, (reserveBytes + neededBytes) / MIB));
    }
  }

  /** The right to run a lake here; given back when closed, or when the process ends. */
  static final class Hold implements AutoCloseable {
    private final FileChannel channel;
    private final FileLock lock;

    private Hold(FileChannel channel, FileLock lock) {
      this.channel = channel;
      this.lock = lock;
    }

    @Override
    public void close() throws IOException {
      lock.release();
      channel.close();
    }
  }

  /** Takes the right to run a lake here; empty if a process has it. */
  Optional<Hold> hold() throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null; // this same process has it
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return Optional.ofNullable(lock).map(held -> new Hold(channel, held));
  }
}
