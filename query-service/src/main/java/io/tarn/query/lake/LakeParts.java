package io.tarn.query.lake;

import io.tarn.engine.Engine;
import io.tarn.engine.duckdb.DuckDbEngine;
import io.tarn.engine.duckdb.DuckDbSettings;
import io.tarn.engine.duckdb.ResultFiles;
import io.tarn.kernel.table.FileAccess;
import io.tarn.lake.CatalogConnection;
import io.tarn.lake.DiskCache;
import io.tarn.lake.LakeReader;
import io.tarn.lake.LocalFolder;
import io.tarn.lake.ObjectStore;
import io.tarn.rest.Changes;
import io.tarn.rest.OutgoingHeaders;
import io.tarn.rest.production.CallsTls;
import io.tarn.sql.SqlFrontEnd;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the parts of libs/lake and the engines that queries stand on. */
@ApplicationScoped
class LakeParts {
  private static final String CATALOG = "catalog-service";

  @Produces
  @Singleton
  Changes queryChanges() {
    return new Changes();
  }

  @Produces
  @Singleton
  ObjectStore objectStore(S3Client s3) {
    return new ObjectStore(s3);
  }

  @Produces
  @Singleton
  CatalogConnection catalog(
      CatalogConfig config, S3Client s3, OutgoingHeaders headers, CallsTls tls) {
    return new CatalogConnection(
        config.url(), s3, caller -> headers.of(caller, CATALOG), tls.context());
  }

  void close(@Disposes CatalogConnection catalog) throws IOException {
    catalog.close();
  }

  @Produces
  @Singleton
  LakeReader lakeReader(CatalogConnection catalog) {
    return new LakeReader(catalog);
  }

  @Produces
  @Singleton
  SqlFrontEnd frontEnd() {
    return new SqlFrontEnd();
  }

  @Produces
  @Singleton
  FileAccess files(
      StoreConfig storage, BucketsConfig buckets, QueryConfig config, ObjectStore store) {
    return storage
        .folder()
        .<FileAccess>map(
            folder -> new LocalFolder(folder, List.of(buckets.curated(), buckets.results())))
        .orElseGet(
            () -> new DiskCache(store, config.folder().resolve("cache"), config.cacheBytes()));
  }

  void close(@Disposes FileAccess files) throws Exception {
    if (files instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }

  @Produces
  @Singleton
  Engine engine(QueryConfig config, FileAccess files) {
    Path folder = config.folder().toAbsolutePath();
    return new DuckDbEngine(
        new DuckDbSettings(
            config.memoryBytes(),
            config.threads(),
            config.concurrentQueries(),
            folder.resolve("spill"),
            config.spillBytes(),
            folder.resolve("results")),
        files);
  }

  void close(@Disposes Engine engine) {
    engine.close();
  }

  @Produces
  @Singleton
  ResultFiles resultFiles(QueryConfig config, FileAccess files) {
    return new ResultFiles(
        config.resultMemoryBytes(),
        files.roots().getLast(),
        config.folder().toAbsolutePath().resolve("reading"));
  }

  void close(@Disposes ResultFiles results) {
    results.close();
  }
}
