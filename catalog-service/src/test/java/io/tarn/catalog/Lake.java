package io.tarn.catalog;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import io.tarn.embedded.LakeService;
import io.tarn.kernel.Role;
import io.tarn.lake.LakeProperties;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import io.tarn.testkit.TestTokens;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.rest.RESTCatalog;
import org.apache.iceberg.types.Types;

/** The ways in which the tests speak with the catalog. */
public final class Lake {
  public static final Schema SCHEMA =
      new Schema(
          Types.NestedField.required(1, "id", Types.LongType.get()),
          Types.NestedField.optional(2, "name", Types.StringType.get()));

  private Lake() {}

  /** A request with a token of this role. */
  public static RequestSpecification as(Role role) {
    return RestAssured.given()
        .header(
            "Authorization", TestTokens.current().bearer("catalog-service", role.label(), role));
  }

  /** Iceberg's own client; the caller closes it. */
  /** The packaged service on these servers, with the heap that it has in a lake. */
  public static ServiceProcess serve(TestServers servers) {
    return ServiceProcess.start(servers, LakeService.CATALOG, 192, Map.of());
  }

  public static RESTCatalog client(TestServers servers, URI address, Role role) {
    return client(servers, address, role, Map.of());
  }

  public static RESTCatalog client(
      TestServers servers, URI address, Role role, Map<String, String> more) {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "uri", address.resolve("/iceberg").toString(),
                "token", servers.tokens().token("catalog-service", role.label(), role),
                "token-refresh-enabled", "false",
                "io-impl", "org.apache.iceberg.aws.s3.S3FileIO",
                "s3.access-key-id", servers.store().accessKey(),
                "s3.secret-access-key", servers.store().secretKey()));
    properties.putAll(more);
    RESTCatalog catalog = new RESTCatalog();
    catalog.initialize("tarn", properties);
    return catalog;
  }

  /** A data file that exists on paper only: the catalog never reads data. */
  public static DataFile file(Table table, long rows) {
    return DataFiles.builder(PartitionSpec.unpartitioned())
        .withPath(table.location() + "/data/" + UUID.randomUUID() + ".parquet")
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(rows * 10)
        .withRecordCount(rows)
        .build();
  }

  /** An append that brings loads. */
  public static AppendFiles append(Table table, long rows, UUID... loads) {
    AppendFiles append = table.newAppend().appendFile(file(table, rows));
    if (loads.length > 0) {
      append.set(
          LakeProperties.LOAD_IDS,
          String.join(",", java.util.Arrays.stream(loads).map(UUID::toString).toList()));
    }
    return append;
  }
}
