package io.tarn.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.kernel.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What became of a query: its rows, or why there are none. */
sealed interface QueryAnswer {
  /**
   * A column of the rows.
   *
   * @param type the type's text in Trino's dialect
   */
  record Column(String name, String type) {}

  /**
   * The rows.
   *
   * @param rows values as the API writes them in JSON
   * @param truncated whether there are more than were taken
   * @param asOf when the snapshots were taken that it read
   * @param snapshots the snapshot id of each table that it read
   */
  record Rows(
      List<Column> columns,
      List<List<JsonNode>> rows,
      boolean truncated,
      Instant asOf,
      Map<String, String> snapshots)
      implements QueryAnswer {}

  /** The reason, for the viewer. */
  record Failure(ErrorCode code, String detail) implements QueryAnswer {}
}
