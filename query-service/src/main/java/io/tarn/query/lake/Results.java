package io.tarn.query.lake;

import io.tarn.engine.duckdb.ResultFiles;
import io.tarn.kernel.table.FileAccess;
import io.tarn.lake.DiskCache;
import io.tarn.lake.LocalFolder;
import io.tarn.lake.ObjectStore;
import io.tarn.sql.OutputColumn;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The answers in the results bucket: one Parquet object for each query, of the attempt that
 * succeeded. Thread-safe.
 */
@ApplicationScoped
public class Results {
  private final ObjectStore store;
  private final FileAccess files;
  private final ResultFiles reader;
  private final String bucket;

  Results(ObjectStore store, FileAccess files, ResultFiles reader, BucketsConfig buckets) {
    this.store = store;
    this.files = files;
    this.reader = reader;
    this.bucket = buckets.results();
  }

  private URI uri(UUID query, int attempt) {
    return ObjectStore.uri(
        bucket, query + (attempt == 0 ? "/result.parquet" : "/result-" + attempt + ".parquet"));
  }

  /**
   * Keeps a result; the file is gone afterwards.
   *
   * @param attempt how often the query had been left behind before, so that two replicas that take
   *     it for theirs do not write over each other's
   * @return its size in bytes
   */
  public long keep(UUID query, int attempt, Path file) throws IOException {
    long bytes = Files.size(file);
    URI uri = uri(query, attempt);
    if (files instanceof LocalFolder folder) {
      folder.adopt(uri, file);
      return bytes;
    }
    store.put(uri, file);
    if (files instanceof DiskCache cache) {
      cache.adopt(uri, file);
    } else {
      Files.delete(file);
    }
    return bytes;
  }

  /** Rows as the API's JSON has them. */
  public List<List<@Nullable Object>> rows(
      UUID query, int attempt, List<OutputColumn> columns, long offset, int limit)
      throws InterruptedException {
    URI uri = uri(query, attempt);
    try (FileAccess.Lease lease = files.open(List.of(uri))) {
      return reader.json(lease.path(uri), columns, offset, limit);
    }
  }

  /** Writes all rows in a form of {@link ResultFiles}. */
  public void write(
      UUID query, int attempt, List<OutputColumn> columns, ResultForm form, OutputStream out)
      throws InterruptedException, IOException {
    URI uri = uri(query, attempt);
    try (FileAccess.Lease lease = files.open(List.of(uri))) {
      Path file = lease.path(uri);
      switch (form) {
        case CSV -> reader.csv(file, columns, out);
        case PARQUET -> reader.parquet(file, columns, out);
        case ARROW -> reader.arrow(file, columns, out);
      }
    }
  }

  /** Deletes what all attempts of a query have left; no error if there is none. */
  public void delete(UUID query, int lastAttempt) {
    for (int attempt = 0; attempt <= lastAttempt; attempt++) {
      deleteAttempt(query, attempt);
    }
  }

  /** Deletes what one attempt has left; no error if there is none. */
  public void deleteAttempt(UUID query, int attempt) {
    store.delete(uri(query, attempt));
  }
}
