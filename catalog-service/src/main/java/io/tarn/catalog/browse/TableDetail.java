package io.tarn.catalog.browse;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A table or view with all that is known of it. */
record TableDetail(
    @JsonUnwrapped TableSummary summary,
    String location,
    @Schema(description = "Of Iceberg's table format; absent for a view")
        @Nullable Integer formatVersion,
    List<ColumnDetail> columns,
    @Schema(description = "In Trino's words", example = "[\"month(day)\"]")
        List<String> partitioning,
    @Schema(description = "The query of a view") @Nullable String sql,
    @Schema(description = "Iceberg's table properties") Map<String, String> properties) {

  static TableDetail of(TableSummary summary, TableDescription description) {
    return new TableDetail(
        summary,
        description.location(),
        description.formatVersion(),
        description.columns(),
        description.partitioning(),
        description.sql(),
        description.properties());
  }
}
