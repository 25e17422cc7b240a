package io.tarn.sql.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.tree.Statement;

/** Writes one statement in DuckDB's SQL. Used once. */
public final class DuckDbWriter {
  /** Stands before and after the number of a table in the written text. */
  public static final char TABLE = '\u0001';

  private static final int MAX_TEXT = 8 << 20;

  private final Statement statement;

  public DuckDbWriter(Statement statement) {
    this.statement = statement;
  }

  /**
   * The statement with marked tables; its columns are {@code c0…cn}.
   *
   * @throws ProblemException {@code NOT_SUPPORTED} for what cannot be written with the same meaning
   */
  public String write() {
    Writing writing = new Writing(statement);
    String text = new PlanWriter(writing).statement();
    if (text.length() > MAX_TEXT) {
      throw new ProblemException(
          ErrorCode.NOT_SUPPORTED, "The statement is too complex: simplify it.");
    }
    return text;
  }
}
