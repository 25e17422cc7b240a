package io.tarn.query.execution;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tarn.sql.StatementType;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A query as the API shows it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Query", description = "A statement on its way, or at its end.")
record QueryView(
    UUID queryId,
    QueryState state,
    StatementType statementType,
    String sql,
    String database,
    String workGroup,
    String principal,
    @Schema(description = "0 to 1.") double progress,
    QueryStatistics statistics,
    @Schema(description = "The snapshot that each table was read at, by database.table.")
        Map<String, String> snapshots,
    @Schema(description = "The answer's columns.") List<ResultColumn> columns,
    @Schema(description = "Rows of the answer.") @Nullable Long rows,
    @Nullable QueryError error,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {

  /** What a query cost, in Athena's words. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "QueryStatistics")
  record QueryStatistics(
      @Nullable Long scannedBytes,
      @Schema(description = "Rounded up to megabytes, at least 10 MB, as Athena bills.")
          @Nullable Long billedBytes,
      @Nullable Long engineMillis,
      @Nullable Long queueMillis,
      long planningMillis,
      @Nullable Long totalMillis,
      boolean reused) {}

  static QueryView of(StoredQuery query) {
    Instant finished = query.finishedAt();
    Long scanned = query.scannedBytes();
    return new QueryView(
        query.id(),
        query.state(),
        query.statementType(),
        query.sql(),
        query.database(),
        query.workGroup(),
        query.caller().principal(),
        query.state().isFinal() ? 1 : 0,
        new QueryStatistics(
            scanned,
            scanned == null || query.state() == QueryState.FAILED
                ? null
                : (Long) Billing.billedBytes(scanned),
            query.engineMillis(),
            query.queueMillis(),
            query.planningMillis(),
            finished == null ? null : Duration.between(query.createdAt(), finished).toMillis(),
            false),
        texts(query.snapshots()),
        query.columns(),
        query.rows(),
        query.error(),
        query.createdAt(),
        query.startedAt(),
        finished);
  }

  /** Snapshot ids are beyond what JSON numbers hold everywhere, hence text. */
  static Map<String, String> texts(Map<String, @Nullable Long> snapshots) {
    Map<String, String> texts = new LinkedHashMap<>();
    new TreeMap<>(snapshots)
        .forEach(
            (table, id) -> {
              if (id != null) {
                texts.put(table, id.toString());
              }
            });
    return texts;
  }
}
