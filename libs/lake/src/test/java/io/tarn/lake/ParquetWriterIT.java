package io.tarn.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tarn.kernel.Ids;
import io.tarn.kernel.TableName;
import io.tarn.kernel.type.TypeText;
import io.tarn.testkit.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.types.Conversions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class ParquetWriterIT {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static FileColumn column(String name, String type) {
    return new FileColumn(name, name, TypeText.parse(type));
  }

  @Test
  void writesFieldIdsAndStatisticsThatIcebergCanUse(@TempDir Path folder) throws Exception {
    Schema schema =
        SchemaChange.fresh(
            List.of(
                column("id", "bigint"),
                column("name", "varchar"),
                column("price", "decimal(10,2)"),
                column("day", "date"),
                column("at", "timestamp(6)"),
                column("instant", "timestamp(6) with time zone"),
                column("ratio", "double"),
                column("tags", "array(row(k varchar, v bigint))")));
    WritePlan plan =
        new WritePlan(
            new TableName("db", "t"),
            false,
            null,
            null,
            "s3://curated/db/t",
            SchemaParser.toJson(schema),
            Map.of());
    String rows =
        """
        SELECT i AS id, 'n' || i AS name, (i * 1.25)::DECIMAL(10,2) AS price,
          DATE '2026-01-01' + i::INTEGER AS day, TIMESTAMP '2026-01-01 00:00:00.000001' AS at,
          TIMESTAMPTZ '2026-01-01 00:00:00+09' AS instant,
          CASE i WHEN 7 THEN 'nan'::DOUBLE ELSE i END AS ratio,
          [{'k': 'a', 'v': i}] AS tags
        FROM range(1000) r(i)
        """;
    try (S3Client s3 = TestS3.client(SERVERS.store());
        DuckDb duckDb = new DuckDb(128 << 20, 1, folder, 1 << 20, List.of())) {
      ObjectStore store = new ObjectStore(s3);

      ParquetWriter.Written written =
          new ParquetWriter(duckDb, store)
              .write(plan, Ids.next(), rows, folder.resolve("out"), new Cancellation());

      assertThat(written.rows()).isEqualTo(1000);
      assertThat(written.files()).hasSize(1);
      DataFile file =
          (DataFile)
              ContentFileParser.fromJson(
                  new ObjectMapper().readTree(written.files().getFirst()),
                  PartitionSpec.unpartitioned());
      assertThat(file.recordCount()).isEqualTo(1000);
      assertThat(file.nullValueCounts()).containsEntry(1, 0L);
      assertThat(lower(file, schema, 1)).isEqualTo(0L);
      assertThat(upper(file, schema, 1)).isEqualTo(999L);
      assertThat(upper(file, schema, 2).toString()).isEqualTo("n999");
      assertThat(upper(file, schema, 3)).hasToString("1248.75");
      assertThat(lower(file, schema, 4)).isEqualTo(20454);
      assertThat(lower(file, schema, 5)).isEqualTo(1767225600000001L);
      assertThat(lower(file, schema, 6)).isEqualTo(1767193200000000L);
      assertThat(file.nanValueCounts()).containsEntry(7, 1L);
      assertThat(file.lowerBounds()).doesNotContainKey(7);

      Path local = folder.resolve("copy.parquet");
      store.download(URI.create(file.location()), local);
      assertThat(fieldIds(duckDb, local)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    }
  }

  private static Object lower(DataFile file, Schema schema, int id) {
    return Conversions.fromByteBuffer(schema.findType(id), file.lowerBounds().get(id));
  }

  private static Object upper(DataFile file, Schema schema, int id) {
    return Conversions.fromByteBuffer(schema.findType(id), file.upperBounds().get(id));
  }

  private static List<Integer> fieldIds(DuckDb duckDb, Path file) throws Exception {
    List<Integer> ids = new ArrayList<>();
    try (Connection connection = duckDb.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT field_id FROM parquet_schema(%s) WHERE field_id IS NOT NULL ORDER BY 1"
                    .formatted(DuckTypes.literal(file.toString())))) {
      while (rows.next()) {
        ids.add(rows.getInt(1));
      }
    }
    return ids;
  }
}
