package io.tarn.lake;

import io.tarn.kernel.table.FileAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

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
        Path path = folder.resolve(object.getHost() + object.getPath()).normalize();
        if (!asked.contains(object) || roots.stream().noneMatch(path::startsWith)) {
          throw new IllegalArgumentException(object + " is not part of the lease");
        }
        return path;
      }

      @Override
      public void close() {
        // the store keeps its files
      }
    };
  }
}
