package io.tarn.lake;

/** The names under which Tarn keeps what is its own in Iceberg's tables and snapshots. */
public final class LakeProperties {
  /**
   * Snapshot summary: the ids of the loads whose rows the snapshot adds, UUIDs separated by commas.
   * The catalog refuses a second snapshot of the same table with any of them.
   */
  public static final String LOAD_IDS = "tarn.load-ids";

  /**
   * Table property and snapshot summary: what made it, as {@code load}, {@code sql} or {@code
   * maintenance}.
   */
  public static final String ORIGIN = "tarn.origin";

  /**
   * Table property, to be formatted with a column's field id: the column's name in the source,
   * where folding changed it.
   */
  public static final String ORIGINAL_NAME = "tarn.column.%d.original-name";

  private LakeProperties() {}
}
