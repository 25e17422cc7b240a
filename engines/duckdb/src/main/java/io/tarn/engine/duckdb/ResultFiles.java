package io.tarn.engine.duckdb;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.sql.OutputColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads results' files, on a small DuckDB of its own. Thread-safe; closed by the one who made it.
 *
 * <p>The Java values of a row, by type: Boolean; Byte, Short, Integer, Long; Float, Double;
 * BigDecimal with the type's scale; String (varchar, char, json, uuid); byte[]; LocalDate;
 * LocalTime, OffsetTime; LocalDateTime; ZonedDateTime; Duration and Period (intervals); List
 * (array, row); Map in the order of its entries; null.
 */
public final class ResultFiles implements AutoCloseable {
  /**
   * @param memoryBytes DuckDB's memory limit
   * @param folder the folder below which the results lie
   */
  public ResultFiles(long memoryBytes, Path folder) {}

  /**
   * Rows of Java values.
   *
   * @param columns the output columns, as the query was analysed
   * @param offset rows to leave out, from 0
   * @param limit rows at most
   */
  public List<List<@Nullable Object>> rows(
      Path file, List<OutputColumn> columns, long offset, int limit) {
    throw new ProblemException(ErrorCode.NOT_SUPPORTED, "not read yet");
  }

  /**
   * Rows of values as the API's JSON has them: Boolean, Long, Double, String, List, Map, null; see
   * {@link JsonValues}.
   */
  public List<List<@Nullable Object>> json(
      Path file, List<OutputColumn> columns, long offset, int limit) {
    throw new ProblemException(ErrorCode.NOT_SUPPORTED, "not read yet");
  }

  /**
   * Writes all rows as CSV (RFC 4180, UTF-8, with a header): NULL is empty, the empty string is
   * {@code ""}; other values as in JSON.
   */
  public void csv(Path file, List<OutputColumn> columns, OutputStream out) throws IOException {
    throw new ProblemException(ErrorCode.NOT_SUPPORTED, "not read yet");
  }

  @Override
  public void close() {
    // nothing is open yet
  }
}
