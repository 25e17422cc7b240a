package io.tarn.catalog.browse;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is to be changed of a table; what is absent stays. */
@Schema(
    example =
        """
        {"comment":"One row for each presentation","columns":[{"name":"length","comment":"days"}]}""")
public record TableChange(
    @Schema(description = "Its new name") @Nullable String name,
    @Schema(description = "Empty text removes it") @Nullable String comment,
    @Nullable List<ColumnChange> columns) {

  /** What is to be changed of a column. */
  public record ColumnChange(
      @Schema(description = "The column's present name") String name,
      @Schema(description = "Its new name") @Nullable String newName,
      @Schema(description = "Empty text removes it") @Nullable String comment) {}
}
