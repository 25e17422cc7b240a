package io.tarn.lake;

import java.util.List;
import java.util.UUID;

/**
 * A load whose Parquet files lie in the curated bucket, and which a commit makes visible.
 *
 * @param loadId the load
 * @param plan what its files were written for
 * @param files the data files, each as Iceberg's JSON of a content file
 */
public record PreparedLoad(UUID loadId, WritePlan plan, List<String> files) {
  public PreparedLoad {
    files = List.copyOf(files);
  }
}
