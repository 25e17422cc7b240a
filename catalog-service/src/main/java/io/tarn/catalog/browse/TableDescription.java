package io.tarn.catalog.browse;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What only a table's or view's metadata file tells.
 *
 * @param location null if it is not kept (of views)
 * @param formatVersion of Iceberg's table format; null for a view
 * @param partitioning in Trino's words, as {@code month(day)}
 * @param sql a view's query; null for a table
 */
public record TableDescription(
    String location,
    @Nullable Integer formatVersion,
    List<ColumnDetail> columns,
    List<String> partitioning,
    @Nullable String sql,
    Map<String, String> properties) {
  public TableDescription {
    columns = List.copyOf(columns);
    partitioning = List.copyOf(partitioning);
    properties = Map.copyOf(properties);
  }
}
