package io.tarn.catalog.browse;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the statistics of a table's files say of one column. */
@Schema(
    example =
        "{\"name\":\"score\",\"type\":\"bigint\",\"min\":0,\"max\":100,\"nulls\":173,"
            + "\"approximate\":false}")
public record ColumnStatistics(
    String name,
    String type,
    @Schema(
            description =
                "As values in results of queries; absent if a file does not tell, or all is NULL")
        @Nullable Object min,
    @Nullable Object max,
    @Schema(description = "How many NULLs; absent if a file does not tell") @Nullable Long nulls,
    @Schema(
            description =
                "Whether the bounds may be wider than the values: long text is cut, and deleted"
                    + " rows still count")
        boolean approximate) {}
