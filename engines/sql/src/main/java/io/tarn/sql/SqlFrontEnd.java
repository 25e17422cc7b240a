package io.tarn.sql;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.analysis.StatementReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way from a caller's text to SQL for an engine: {@link #parse}, then {@link #analyse}, then
 * {@link AnalysedQuery#written}. Thread-safe.
 *
 * <p>What is refused is a {@link ProblemException} with Trino's error name as its code and, where
 * there is one, the place in the text by line and column from 1.
 */
public final class SqlFrontEnd {
  /** Athena's limit of a query's text. */
  public static final int MAX_TEXT_BYTES = 262_144;

  private final StatementReader reader = new StatementReader();

  /**
   * Reads one statement.
   *
   * @param sql the text, at most {@link #MAX_TEXT_BYTES} in UTF-8
   * @param parameters the values for {@code ?}, in order: String (varchar), Integer, Long,
   *     BigInteger (integer or bigint, decimal beyond), BigDecimal (decimal), Double (double),
   *     Boolean, null
   * @throws ProblemException {@code SYNTAX_ERROR}, {@code QUERY_TEXT_TOO_LARGE}, {@code
   *     INVALID_PARAMETER_USAGE}
   */
  public ParsedStatement parse(String sql, List<? extends @Nullable Object> parameters) {
    if (sql.length() > MAX_TEXT_BYTES
        || sql.getBytes(StandardCharsets.UTF_8).length > MAX_TEXT_BYTES) {
      throw new ProblemException(
          ErrorCode.QUERY_TEXT_TOO_LARGE,
          "The query's text is longer than " + MAX_TEXT_BYTES + " bytes.");
    }
    return new ParsedStatement(reader.read(sql, parameters));
  }

  /**
   * Resolves names and types.
   *
   * @throws ProblemException for what Trino refuses, and {@code NOT_SUPPORTED} for what is not
   *     understood here
   */
  public AnalysedQuery analyse(ParsedStatement statement, Session session, Catalogue catalogue) {
    return new AnalysedQuery(statement.text().analyse(session, catalogue));
  }
}
