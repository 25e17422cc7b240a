package io.tarn.catalog.iceberg;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.BadRequestException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.requests.ReportMetricsRequest;
import org.apache.iceberg.rest.responses.LoadTableResponse;
import org.jspecify.annotations.Nullable;

/**
 * Loading tables: one query of PostgreSQL for the pointer, and the metadata out of memory if it was
 * read before. Whoever knows the present metadata file already is told so without the metadata.
 */
@ApplicationScoped
public class TableLoads {
  static final String ALL = "all";

  private final Pointers pointers;
  private final MetadataCache cache;
  private final MeterRegistry meters;

  TableLoads(Pointers pointers, MetadataCache cache, MeterRegistry meters) {
    this.pointers = pointers;
    this.cache = cache;
    this.meters = meters;
  }

  /**
   * A loaded table.
   *
   * @param answer null if the client has it already
   */
  record Loaded(String tag, @Nullable LoadTableResponse answer) {}

  /**
   * @throws NoSuchTableException if there is no such table
   */
  Loaded load(TableIdentifier identifier, SnapshotMode mode, @Nullable String ifNoneMatch) {
    String location = pointer(identifier);
    String snapshots = mode.name().toLowerCase(Locale.ROOT);
    String tag = TableTag.of(location, snapshots);
    if (TableTag.matches(ifNoneMatch, tag)) {
      return new Loaded(tag, null);
    }
    try {
      return new Loaded(tag, answer(cache.table(location), mode));
    } catch (NotFoundException e) {
      // the old file was removed after another commit, between the query and the read
      String now = pointer(identifier);
      if (now.equals(location)) {
        throw e;
      }
      return new Loaded(TableTag.of(now, snapshots), answer(cache.table(now), mode));
    }
  }

  /**
   * Takes note of a report, in numbers only.
   *
   * @throws NoSuchTableException if there is no such table
   */
  void report(TableIdentifier identifier, ReportMetricsRequest request) {
    pointer(identifier);
    String type = request.reportType().name().toLowerCase(Locale.ROOT);
    meters.counter("tarn.iceberg.reports", "type", type).increment();
  }

  /**
   * @throws BadRequestException if it is neither {@code all} nor {@code refs}
   */
  static SnapshotMode mode(String snapshots) {
    return switch (snapshots.toLowerCase(Locale.ROOT)) {
      case ALL -> SnapshotMode.ALL;
      case "refs" -> SnapshotMode.REFS;
      default ->
          throw new BadRequestException("snapshots: '%s' is neither all nor refs", snapshots);
    };
  }

  private String pointer(TableIdentifier identifier) {
    if (!Identifiers.isPlain(identifier)) {
      throw new NoSuchTableException("Table does not exist: %s", identifier);
    }
    return pointers
        .find(Identifiers.name(identifier))
        .orElseThrow(() -> new NoSuchTableException("Table does not exist: %s", identifier));
  }

  /** As {@link CatalogHandlers#loadTable} does, from metadata that is at hand. */
  private static LoadTableResponse answer(TableMetadata metadata, SnapshotMode mode) {
    TableMetadata shown =
        mode == SnapshotMode.ALL
            ? metadata
            : TableMetadata.buildFrom(metadata)
                .withMetadataLocation(metadata.metadataFileLocation())
                .suppressHistoricalSnapshots()
                .build();
    return LoadTableResponse.builder().withTableMetadata(shown).build();
  }
}
