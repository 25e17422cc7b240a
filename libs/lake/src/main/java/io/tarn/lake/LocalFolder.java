package io.tarn.lake;

import io.tarn.kernel.table.FileAccess;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/** The object store's own folder, where it is on this machine: nothing is copied. Thread-safe. */
public final class LocalFolder implements FileAccess {
  private final Path folder;
  private final List<Path> roots;

  /**
   * @param folder the store's folder, in which each bucket is a folder
   * @param buckets those that may be read
   */
  public LocalFolder(Path folder, Collection<String> buckets) {
    this.folder = folder.toAbsolutePath().normalize();
    this.roots = buckets.stream().map(this.folder::resolve).toList();
  }

  /**
   * Makes a file an object of the store, by moving it: durable when this returns, and never seen in
   * part. Costs a small part of an upload.
   */
  public void adopt(URI object, Path file) throws IOException {
    Path target = path(object);
    Path parent = Objects.requireNonNull(target.getParent());
    Path present = parent;
    while (!Files.isDirectory(present)) {
      present = Objects.requireNonNull(present.getParent());
    }
    Files.createDirectories(parent);
    sync(file, StandardOpenOption.WRITE);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    sync(parent, StandardOpenOption.READ);
    for (Path made = parent; !made.equals(present); ) {
      made = Objects.requireNonNull(made.getParent());
      sync(made, StandardOpenOption.READ);
    }
  }

  private static void sync(Path path, OpenOption access) throws IOException {
    try (FileChannel channel = FileChannel.open(path, access)) {
      channel.force(true);
    }
  }

  private Path path(URI object) {
    Path path = folder.resolve(object.getHost() + object.getPath()).normalize();
    if (roots.stream().noneMatch(path::startsWith)) {
      throw new IllegalArgumentException(object + " is in none of " + roots);
    }
    return path;
  }

  @Override
  public List<Path> roots() {
    return roots;
  }

  @Override
  public Lease open(Collection<URI> objects) {
    List<URI> asked = List.copyOf(objects);
    return new Lease() {
      @Override
      public Path path(URI object) {
        if (!asked.contains(object)) {
          throw new IllegalArgumentException(object + " is not part of the lease");
        }
        return LocalFolder.this.path(object);
      }

      @Override
      public void close() {
        // the store keeps its files
      }
    };
  }
}
