package io.tarn.sql;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import java.util.Set;

/**
 * One statement that is well formed, its parameters bound. Says what the statement is before
 * anything is looked up. Immutable.
 */
public interface ParsedStatement {
  StatementType type();

  /** The right that the statement needs. */
  Access access();

  /**
   * The tables that the statement names, in order of their first mention; names of its own WITH
   * queries are no tables.
   *
   * @param database the database of names that have none
   * @throws ProblemException {@code CATALOG_NOT_FOUND}, {@code SYNTAX_ERROR} for names of four
   *     parts
   */
  Set<TableName> tables(String database);
}
