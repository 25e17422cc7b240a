package io.tarn.catalog.iceberg;

import java.util.Map;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.jdbc.JdbcClientPool;
import org.apache.iceberg.jdbc.JdbcViewOperations;

/** One view's metadata, as Iceberg's JDBC catalog keeps it, read through the cache. */
final class LakeViewOperations extends JdbcViewOperations {
  private static final int READ_RETRIES = 1;

  private final MetadataCache cache;

  LakeViewOperations(
      JdbcClientPool connections, FileIO files, TableIdentifier name, MetadataCache cache) {
    super(connections, files, Pointers.CATALOG, name, Map.of("jdbc.strict-mode", "true"));
    this.cache = cache;
  }

  @Override
  protected void refreshFromMetadataLocation(String location) {
    refreshFromMetadataLocation(location, null, READ_RETRIES, cache::view);
  }
}
