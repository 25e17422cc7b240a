package io.tarn.catalog.browse;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A column of a table. */
@Schema(
    example =
        """
        {"id":1,"name":"code_module","type":"varchar","nullable":true,"originalName":"codeModule"}""")
public record ColumnDetail(
    @Schema(description = "Iceberg's field id, which stays through renames") int id,
    String name,
    @Schema(description = "The type as Trino writes it", example = "decimal(12,2)") String type,
    boolean nullable,
    @Nullable String comment,
    @Schema(description = "Its name in the source, where that is another")
        @Nullable String originalName) {}
