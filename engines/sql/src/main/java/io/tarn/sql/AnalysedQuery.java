package io.tarn.sql;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.TableSnapshot;
import java.util.List;

/** A statement whose names and types are known, ready to be written for an engine. Immutable. */
public interface AnalysedQuery {
  /** The answer's columns, in order. */
  List<OutputColumn> columns();

  /** The tables that are read, each once; the written SQL refers to them by their index. */
  List<TableSnapshot> tables();

  /**
   * Whether the same snapshots give the same answer again: false if it asks for the time, a random
   * value or the principal.
   */
  boolean repeatable();

  /**
   * The statement in an engine's SQL, with the same meaning.
   *
   * @throws ProblemException {@code NOT_SUPPORTED} naming the construct and its place if the engine
   *     has nothing of the same meaning
   */
  WrittenSql written(Target target);
}
