package io.tarn.ingest.load;

import io.tarn.lake.CatalogConnection;
import io.tarn.lake.DuckDb;
import io.tarn.lake.LakeWriter;
import io.tarn.lake.ObjectStore;
import io.tarn.lake.ParquetWriter;
import io.tarn.rest.Changes;
import io.tarn.rest.OutgoingHeaders;
import io.tarn.rest.production.CallsTls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes the parts of libs/lake that loading stands on. */
@ApplicationScoped
class LakeParts {
  private static final String CATALOG = "catalog-service";
  private static final long SPILL_BYTES = 64L << 30;

  @Produces
  @Singleton
  Changes ledgerChanges() {
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
  LakeWriter lakeWriter(CatalogConnection catalog, BucketsConfig config) {
    return new LakeWriter(catalog, config.curated());
  }

  /** The writer's DuckDB, in a folder that is emptied first: what a killed process left. */
  @Produces
  @Singleton
  DuckDb duckDb(LoadConfig config) throws IOException {
    WorkFolder.delete(config.folder());
    return new DuckDb(
        config.writerMemoryBytes(),
        config.writerThreads(),
        config.folder(),
        SPILL_BYTES,
        List.of());
  }

  void close(@Disposes DuckDb duckDb) {
    duckDb.close();
  }

  @Produces
  @Singleton
  ParquetWriter parquetWriter(DuckDb duckDb, ObjectStore store) {
    return new ParquetWriter(duckDb, store);
  }
}
