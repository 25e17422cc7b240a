package io.tarn.sql;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.sql.analysis.ParsedText;
import java.util.Set;

/**
 * One statement that is well formed, its parameters bound. Says what the statement is before
 * anything is looked up. Immutable.
 */
public final class ParsedStatement {
  private final ParsedText text;

  ParsedStatement(ParsedText text) {
    this.text = text;
  }

  public StatementType type() {
    return text.type();
  }

  /** The right that the statement needs. */
  public Access access() {
    return text.access();
  }

  /**
   * The tables that the statement names, in order of their first mention; names of its own WITH
   * queries are no tables.
   *
   * @param database the database of names that have none
   * @throws ProblemException {@code CATALOG_NOT_FOUND}, {@code SYNTAX_ERROR} for names of four
   *     parts
   */
  public Set<TableName> tables(String database) {
    return text.tables(database);
  }

  ParsedText text() {
    return text;
  }
}
