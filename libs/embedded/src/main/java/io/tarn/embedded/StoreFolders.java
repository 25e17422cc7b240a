package io.tarn.embedded;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The folders that hold objects: which writes are in work below them, and which of them are known
 * to survive a loss of power. A folder goes when its last object does, but never from under a
 * write. Thread-safe.
 */
final class StoreFolders {
  private static final int MAX_KNOWN = 100_000;

  private final Path store;
  private final Map<Path, Integer> inWork = new HashMap<>();
  private final Set<Path> durable = new HashSet<>();

  StoreFolders(Path store) {
    this.store = store;
  }

  /** The file of an object. */
  Path file(String bucket, String key) {
    return store.resolve(bucket).resolve(key).normalize();
  }

  synchronized void enter(Path file) {
    inWork.merge(file, 1, Integer::sum);
  }

  synchronized void leave(Path file) {
    inWork.computeIfPresent(file, (same, count) -> count == 1 ? null : count - 1);
  }

  synchronized boolean isInWork(Path file) {
    return inWork.containsKey(file);
  }

  /**
   * Returns when the file's name survives a loss of power: syncs its folder, and of those above the
   * ones that got a new folder. The caller has entered the file.
   */
  void syncAbove(Path file) throws IOException {
    Path at = Durably.parent(file);
    Durably.sync(at);
    while (!at.equals(store) && !isDurable(at)) {
      Path above = Durably.parent(at);
      Durably.sync(above);
      remember(at);
      at = above;
    }
  }

  private synchronized boolean isDurable(Path folder) {
    return durable.contains(folder);
  }

  private synchronized void remember(Path folder) {
    if (durable.size() >= MAX_KNOWN) {
      durable.clear(); // then each is synced once more
    }
    durable.add(folder);
  }

  /**
   * Removes the file's folder and those above it, below the bucket, that are empty and stay so;
   * returns when that and the file's own removal survive a loss of power.
   */
  void removeEmptyAbove(Path bucket, Path file) throws IOException {
    Durably.syncNearest(removeEmpty(bucket, Durably.parent(file)));
  }

  /** The first folder that stays. */
  private synchronized Path removeEmpty(Path bucket, Path folder) throws IOException {
    Path at = folder;
    while (!at.equals(bucket)) {
      Path candidate = at;
      if (inWork.keySet().stream().anyMatch(target -> target.startsWith(candidate))
          || ObjectAttributes.isFinished(at)) {
        return at;
      }
      try {
        Files.deleteIfExists(at);
        durable.remove(at);
      } catch (DirectoryNotEmptyException e) {
        return at;
      }
      at = Durably.parent(at);
    }
    return at;
  }
}
