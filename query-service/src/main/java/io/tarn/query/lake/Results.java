package io.tarn.query.lake;

import io.tarn.engine.duckdb.ResultFiles;
import io.tarn.kernel.table.FileAccess;
import io.tarn.lake.DiskCache;
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

/** The answers in the results bucket: one Parquet object for each query. Thread-safe. */
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

  private URI uri(UUID query) {
    return ObjectStore.uri(bucket, query + "/result.parquet");
  }

  /**
   * Keeps a result; the file is gone afterwards.
   *
   * @return its size in bytes
   */
  public long keep(UUID query, Path file) throws IOException {
    long bytes = Files.size(file);
    URI uri = uri(query);
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
      UUID query, List<OutputColumn> columns, long offset, int limit) throws InterruptedException {
    URI uri = uri(query);
    try (FileAccess.Lease lease = files.open(List.of(uri))) {
      return reader.json(lease.path(uri), columns, offset, limit);
    }
  }

  /** Writes all rows as CSV. */
  public void csv(UUID query, List<OutputColumn> columns, OutputStream out)
      throws InterruptedException, IOException {
    URI uri = uri(query);
    try (FileAccess.Lease lease = files.open(List.of(uri))) {
      reader.csv(lease.path(uri), columns, out);
    }
  }

  /** Deletes a result; no error if there is none. */
  public void delete(UUID query) {
    store.delete(uri(query));
  }
}
