package io.tarn.lake;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.iceberg.ContentFileParser;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The one way rows become data files: DuckDB writes a SELECT as zstd Parquet with Iceberg field
 * ids, and the files go to the curated bucket. Thread-safe.
 */
public final class ParquetWriter {
  /** Iceberg's usual target, of which DuckDB holds one row group at a time in memory. */
  private static final long TARGET_FILE_BYTES = 256L << 20;

  private final DuckDb duckDb;
  private final ObjectStore store;

  public ParquetWriter(DuckDb duckDb, ObjectStore store) {
    this.duckDb = duckDb;
    this.store = store;
  }

  /**
   * What was written.
   *
   * @param rows rows in all files
   * @param files each as Iceberg's JSON of a content file
   */
  public record Written(long rows, List<String> files) {
    public Written {
      files = List.copyOf(files);
    }
  }

  /**
   * Writes the rows of a SELECT and puts the files into the store.
   *
   * @param attempt names the files, unique among all attempts of all loads
   * @param select DuckDB's SQL, with one column for each of the plan's, of the same name
   * @param folder a folder of its own that DuckDB may write; its files are deleted afterwards by
   *     the caller
   * @throws SQLException as DuckDB gave it
   */
  public Written write(
      WritePlan plan, UUID attempt, String select, Path folder, Cancellation cancellation)
      throws SQLException {
    List<Column> columns = plan.columns();
    Schema schema = SchemaParser.fromJson(plan.schema());
    String copy =
        "COPY (SELECT %s FROM (%s)) TO %s (FORMAT parquet, COMPRESSION zstd, FIELD_IDS %s, FILE_SIZE_BYTES %d, FILENAME_PATTERN 'part-{i}', RETURN_STATS)"
            .formatted(
                columns.stream()
                    .map(
                        c ->
                            "CAST(%1$s AS %2$s) AS %1$s"
                                .formatted(DuckTypes.quoted(c.name()), DuckTypes.text(c.type())))
                    .collect(Collectors.joining(", ")),
                select,
                DuckTypes.literal(folder.toString()),
                fieldIds(schema.columns()),
                TARGET_FILE_BYTES);
    List<WrittenFile> local = new ArrayList<>();
    try (Connection connection = duckDb.connect();
        Statement statement = connection.createStatement()) {
      cancellation.during(
          () -> cancel(statement),
          () -> {
            try (ResultSet rows = statement.executeQuery(copy)) {
              while (rows.next()) {
                local.add(WrittenFile.of(rows));
              }
            }
            return local;
          });
    }
    return put(plan, attempt, schema, local, cancellation);
  }

  private Written put(
      WritePlan plan,
      UUID attempt,
      Schema schema,
      List<WrittenFile> local,
      Cancellation cancellation) {
    List<URI> done = new ArrayList<>();
    List<String> files = new ArrayList<>();
    long rows = 0;
    try {
      for (WrittenFile file : local) {
        if (file.rows() > 0) {
          cancellation.check();
          URI uri =
              URI.create("%s/data/%s-%d.parquet".formatted(plan.location(), attempt, done.size()));
          store.put(uri, file.path());
          done.add(uri);
          rows += file.rows();
          files.add(
              ContentFileParser.toJson(
                  DataFiles.builder(PartitionSpec.unpartitioned())
                      .withPath(uri.toString())
                      .withFormat(FileFormat.PARQUET)
                      .withFileSizeInBytes(file.bytes())
                      .withMetrics(file.metrics(schema))
                      .build(),
                  PartitionSpec.unpartitioned()));
        }
      }
      return new Written(rows, files);
    } catch (RuntimeException e) {
      delete(done, e);
      throw e;
    }
  }

  private void delete(List<URI> objects, RuntimeException reason) {
    for (URI object : objects) {
      try {
        store.delete(object);
      } catch (ProblemException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      System.getLogger(ParquetWriter.class.getName())
          .log(System.Logger.Level.WARNING, "DuckDB did not take the cancellation", e);
    }
  }

  /** DuckDB's FIELD_IDS of a schema, with ids on every level. */
  static String fieldIds(List<NestedField> fields) {
    return fields.stream()
        .map(field -> DuckTypes.quoted(field.name()) + ": " + fieldId(field))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String fieldId(NestedField field) {
    Type type = field.type();
    if (type.isPrimitiveType()) {
      return Integer.toString(field.fieldId());
    }
    String children =
        switch (type.typeId()) {
          case LIST -> "element: " + fieldId(type.asListType().fields().getFirst());
          case MAP ->
              "key: %s, value: %s"
                  .formatted(
                      fieldId(type.asMapType().fields().get(0)),
                      fieldId(type.asMapType().fields().get(1)));
          default ->
              type.asStructType().fields().stream()
                  .map(child -> DuckTypes.quoted(child.name()) + ": " + fieldId(child))
                  .collect(Collectors.joining(", "));
        };
    return "{__duckdb_field_id: %d, %s}".formatted(field.fieldId(), children);
  }
}
