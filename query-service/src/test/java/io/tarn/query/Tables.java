package io.tarn.query;

import io.tarn.kernel.Caller;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.kernel.type.TypeText;
import io.tarn.lake.Cancellation;
import io.tarn.lake.CatalogConnection;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.DuckDb;
import io.tarn.lake.FileColumn;
import io.tarn.lake.LakeWriter;
import io.tarn.lake.ObjectStore;
import io.tarn.lake.ParquetWriter;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.WritePlan;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Commits rows to tables, as a client beside the query service. */
public final class Tables implements AutoCloseable {
  private static final Caller WRITER = new Caller("writer", Role.ADMIN);

  private final S3Client s3;
  private final CatalogConnection catalog;
  private final LakeWriter writer;
  private final DuckDb duckDb;
  private final ParquetWriter parquet;
  private final Path folder;

  Tables(TestServers servers, URI catalogAddress, Path folder) throws NoSuchAlgorithmException {
    this.folder = folder;
    this.s3 =
        S3Client.builder()
            .endpointOverride(servers.store().endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClientBuilder(ApacheHttpClient.builder())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        servers.store().accessKey(), servers.store().secretKey())))
            .build();
    this.catalog =
        new CatalogConnection(
            catalogAddress,
            s3,
            caller ->
                Map.of(
                    "Authorization",
                    servers.tokens().bearer("catalog-service", caller.principal(), caller.role())),
            SSLContext.getDefault());
    this.writer = new LakeWriter(catalog, "curated");
    this.duckDb = new DuckDb(128 << 20, 1, folder, 1 << 30, List.of());
    this.parquet = new ParquetWriter(duckDb, new ObjectStore(s3));
  }

  /**
   * Appends the rows of a SELECT in DuckDB's SQL; the table appears with the first.
   *
   * @param columns each as name, blank and type
   * @return the id of the snapshot
   */
  public String append(TableName table, String select, String... columns) {
    return commit(table, false, select, columns);
  }

  /** Replaces all rows by those of a SELECT in DuckDB's SQL. */
  public String overwrite(TableName table, String select, String... columns) {
    return commit(table, true, select, columns);
  }

  private String commit(TableName table, boolean overwrite, String select, String... columns) {
    UUID load = Ids.next();
    List<FileColumn> parsed = Arrays.stream(columns).map(Tables::column).toList();
    WritePlan plan = writer.plan(WRITER, load, table, parsed, overwrite);
    try {
      ParquetWriter.Written written =
          parquet.write(plan, load, select, folder.resolve(load.toString()), new Cancellation());
      CommitOutcome outcome =
          writer
              .commit(WRITER, table, List.of(new PreparedLoad(load, plan, written.files())))
              .get(load);
      return switch (outcome) {
        case CommitOutcome.Committed(long snapshotId) -> Long.toString(snapshotId);
        case CommitOutcome.Outdated _ -> throw new IllegalStateException("outdated");
      };
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FileColumn column(String text) {
    String name = text.substring(0, text.indexOf(' '));
    return new FileColumn(name, name, TypeText.parse(text.substring(name.length() + 1)));
  }

  @Override
  public void close() {
    duckDb.close();
    try {
      catalog.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    s3.close();
  }
}
