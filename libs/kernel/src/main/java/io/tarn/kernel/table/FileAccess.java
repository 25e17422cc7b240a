package io.tarn.kernel.table;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Immutable objects of the store as local files: the store's own folder where it is on this
 * machine, a disk cache elsewhere. Engines that read local paths get their files from it.
 *
 * <p>Thread-safe. The one who opens a {@link Lease} closes it; the files stay unchanged and in
 * place as long as it is open.
 */
public interface FileAccess {
  /** Folders below which every path of a lease lies, absolute: all that an engine need open. */
  List<Path> roots();

  /**
   * Makes the objects readable, fetching what is not here yet.
   *
   * @param objects URIs as {@code s3://bucket/key}
   * @throws io.tarn.kernel.ProblemException {@code SERVICE_UNAVAILABLE} if the store cannot be
   *     reached or lacks an object, {@code STORAGE_FULL} if there is no room for a copy
   * @throws InterruptedException if the thread is interrupted while it waits for the bytes
   */
  Lease open(Collection<URI> objects) throws InterruptedException;

  /** Files held in place until closed. Thread-safe; closing twice does nothing. */
  interface Lease extends AutoCloseable {
    /**
     * The absolute local path of an object that was asked for.
     *
     * @throws IllegalArgumentException if the object is not part of the lease
     */
    Path path(URI object);

    @Override
    void close();
  }
}
