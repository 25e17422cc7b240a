package io.tarn.catalog.browse;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Statistics of a table's present snapshot, from those of its files; no row is read. */
public record TableStatistics(
    @Schema(description = "As text: it is beyond 2^53. Absent if the table has none")
        @Nullable String snapshotId,
    @Nullable Long rows,
    List<ColumnStatistics> columns) {
  public TableStatistics {
    columns = List.copyOf(columns);
  }
}
