package io.tarn.sql;

import io.tarn.kernel.TableName;
import io.tarn.kernel.table.TableSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What the caller may see of the catalogue, as one statement sees it. What the caller may not read
 * is absent. The front end asks for each table at most once a statement; used by one thread.
 */
public interface Catalogue {
  /** The databases' names, sorted. */
  List<String> databases();

  /** The names of a database's tables, sorted; empty if there is no such database. */
  List<String> tables(String database);

  /** The table's snapshot, pinned for the statement; empty if there is no such table. */
  Optional<TableSnapshot> table(TableName name);
}
