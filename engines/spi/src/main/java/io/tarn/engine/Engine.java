package io.tarn.engine;

import io.tarn.kernel.ProblemException;
import io.tarn.sql.Target;
import java.util.Set;

/**
 * Runs written SQL over pinned tables and writes the answers as Parquet files. Made and configured
 * by its own constructor, then used, then closed by the one who made it.
 *
 * <p>Laws. Thread-safe: queries may be started from any thread, and run at the same time. An engine
 * reads exactly the files of the snapshots it is given, minus their deleted rows. A query that did
 * not succeed leaves no result's file. Errors of the statement carry Trino's error names. It never
 * runs text that is not {@link io.tarn.sql.WrittenSql}.
 */
public interface Engine extends AutoCloseable {
  /** The kind of SQL it runs. */
  Target target();

  Set<Capability> capabilities();

  /**
   * Starts a query and returns at once.
   *
   * @throws ProblemException {@code TOO_MANY_REQUESTS} if it runs as many as it can, {@code
   *     NOT_SUPPORTED} if the snapshots need something that is not understood
   */
  RunningQuery start(EngineQuery query);

  /** Cancels what runs, waits for its end and frees everything. Later starts are refused. */
  @Override
  void close();
}
