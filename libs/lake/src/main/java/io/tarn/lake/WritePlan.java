package io.tarn.lake;

import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.SchemaParser;
import org.jspecify.annotations.Nullable;

/**
 * How files are written for a table, decided before they are: plain values, so that it can be
 * stored between the writing and the commit.
 *
 * @param table the table
 * @param overwrite whether the rows replace all rows of the table
 * @param tableUuid the table as it was, null if there was none
 * @param schemaId the schema it had, null if there was no table
 * @param location the table's folder, as {@code s3://…} without a slash at the end
 * @param schema the schema to write with, as Iceberg's JSON
 * @param originalNames by folded name, where the name in the file is another one
 */
public record WritePlan(
    TableName table,
    boolean overwrite,
    @Nullable UUID tableUuid,
    @Nullable Integer schemaId,
    String location,
    String schema,
    Map<String, String> originalNames) {

  public WritePlan {
    originalNames = Map.copyOf(originalNames);
  }

  /** The columns to write, with their field ids, in order. */
  public List<Column> columns() {
    return IcebergTypes.columns(SchemaParser.fromJson(schema));
  }
}
