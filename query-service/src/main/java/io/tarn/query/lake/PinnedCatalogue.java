package io.tarn.query.lake;

import io.tarn.kernel.Caller;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.lake.LakeReader;
import io.tarn.sql.Catalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue as one statement sees it: each table pinned when it is first asked for, or to the
 * snapshot it was pinned to before. For one thread.
 */
public final class PinnedCatalogue implements Catalogue {
  private final LakeReader lake;
  private final Caller caller;
  private final Map<String, @Nullable Long> pinnedBefore;
  private final Map<TableName, Optional<TableSnapshot>> seen = new HashMap<>();

  /** A catalogue of the present. */
  public PinnedCatalogue(LakeReader lake, Caller caller) {
    this(lake, caller, Map.of());
  }

  /**
   * @param pinnedBefore snapshot ids by full table name
   */
  public PinnedCatalogue(LakeReader lake, Caller caller, Map<String, @Nullable Long> pinnedBefore) {
    this.lake = lake;
    this.caller = caller;
    this.pinnedBefore = pinnedBefore;
  }

  @Override
  public List<String> databases() {
    return lake.databases(caller);
  }

  @Override
  public List<String> tables(String database) {
    return lake.tables(caller, database);
  }

  @Override
  public Optional<TableSnapshot> table(TableName name) {
    Optional<TableSnapshot> known = seen.get(name);
    if (known == null) {
      known =
          pinnedBefore.containsKey(name.toString())
              ? lake.snapshot(caller, name, pinnedBefore.get(name.toString()))
              : lake.snapshot(caller, name);
      seen.put(name, known);
    }
    return known;
  }
}
