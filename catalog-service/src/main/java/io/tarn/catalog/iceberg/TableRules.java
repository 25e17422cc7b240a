package io.tarn.catalog.iceberg;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.MetadataUpdate;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.types.Types;
import org.jspecify.annotations.Nullable;

/**
 * What the lake gives to every new table, and what it refuses: files outside of its buckets, and
 * columns whose names differ only in case.
 */
@ApplicationScoped
public class TableRules {
  /**
   * Properties of new tables, unless the client says otherwise: zstd, few old metadata files, and
   * enough patience for contended commits.
   */
  static final Map<String, String> DEFAULTS =
      Map.of(
          TableProperties.PARQUET_COMPRESSION,
          "zstd",
          TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED,
          "true",
          TableProperties.METADATA_PREVIOUS_VERSIONS_MAX,
          "20",
          TableProperties.COMMIT_NUM_RETRIES,
          "10",
          TableProperties.COMMIT_MIN_RETRY_WAIT_MS,
          "50",
          TableProperties.COMMIT_MAX_RETRY_WAIT_MS,
          "1000");

  private final Locations locations;

  TableRules(Locations locations) {
    this.locations = locations;
  }

  /** The request with a folded name and the defaults; null stays what the client left open. */
  CreateTableRequest created(CreateTableRequest request) {
    request.validate();
    locations.check("location", request.location());
    check(request.schema());
    Map<String, String> properties = new LinkedHashMap<>(DEFAULTS);
    if (request.properties() != null) {
      locations.check(request.properties());
      properties.putAll(request.properties());
    }
    var builder =
        CreateTableRequest.builder()
            .withName(Identifiers.created(request.name()))
            .withSchema(request.schema())
            .withPartitionSpec(request.spec())
            .withWriteOrder(request.writeOrder())
            .withLocation(request.location())
            .setProperties(properties);
    return request.stageCreate() ? builder.stageCreate().build() : builder.build();
  }

  /**
   * @throws BadRequestException if a change is not allowed
   */
  void check(UpdateTableRequest request) {
    check(request.updates());
  }

  void check(@Nullable List<MetadataUpdate> updates) {
    if (updates == null) {
      throw new BadRequestException("The request has no updates");
    }
    for (MetadataUpdate update : updates) {
      switch (update) {
        case MetadataUpdate.SetLocation set -> locations.check("location", set.location());
        case MetadataUpdate.SetProperties set -> locations.check(set.updated());
        case MetadataUpdate.AddSchema add -> check(add.schema());
        case MetadataUpdate.AddSnapshot add ->
            locations.check("manifest-list", add.snapshot().manifestListLocation());
        default -> {
          // says nothing of places and names
        }
      }
    }
  }

  private static void check(Schema schema) {
    Set<String> folded = new HashSet<>();
    for (Types.NestedField field : schema.columns()) {
      if (!folded.add(field.name().toLowerCase(Locale.ROOT))) {
        throw new BadRequestException(
            "Two columns are called '%s', if case is ignored: rename one", field.name());
      }
    }
  }
}
