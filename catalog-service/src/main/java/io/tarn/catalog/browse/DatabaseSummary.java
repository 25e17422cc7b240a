package io.tarn.catalog.browse;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A database in a list. */
@Schema(example = "{\"name\":\"oulad\",\"tables\":7,\"location\":\"s3://curated/oulad\"}")
record DatabaseSummary(
    String name,
    @Nullable String comment,
    @Schema(description = "How many tables and views it has") long tables,
    @Schema(description = "Where its new tables are placed") String location) {}
