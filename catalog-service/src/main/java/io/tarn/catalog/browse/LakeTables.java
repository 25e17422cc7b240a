package io.tarn.catalog.browse;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import java.util.List;
import java.util.Optional;

/**
 * The tables as their metadata files describe them. Thread-safe. All methods throw {@link
 * ProblemException}: {@code SERVICE_UNAVAILABLE} when the store cannot be reached, {@code CONFLICT}
 * when another change came in between.
 */
public interface LakeTables {
  /** Empty if there is no such table or view. */
  Optional<TableDescription> describe(TableName name);

  /** All snapshots, newest first; empty if there is no such table. */
  Optional<List<SnapshotDetail>> snapshots(TableName name);

  /** Empty if there is no such table. */
  Optional<TableStatistics> statistics(TableName name);

  /**
   * Changes names and comments.
   *
   * @throws ProblemException {@code COLUMN_NOT_FOUND}, {@code INVALID_NAME}, {@code CONFLICT}
   */
  void change(TableName name, TableChange change);

  /**
   * Removes a table, or a view.
   *
   * @param purge whether its files go too
   * @return false if there is none
   */
  boolean drop(TableName name, boolean purge);

  /**
   * Removes a database.
   *
   * @return false if there is none
   * @throws ProblemException {@code CONFLICT} if it has tables or views
   */
  boolean dropDatabase(String database);
}
