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
    @Schema(
            description = "Names the query from now on.",
            examples = "0190a5b2-7c3e-7d10-9d4e-0c7be1a2f301")
        UUID queryId,
    @Schema(description = "QUEUED, RUNNING, then one of SUCCEEDED, FAILED, CANCELLED.")
        QueryState state,
    @Schema(description = "DML, DDL or UTILITY, in Athena's words.") StatementType statementType,
    @Schema(examples = "SELECT code_module, count(*) AS students FROM studentinfo GROUP BY 1")
        String sql,
    @Schema(description = "The database of names without one.", examples = "oulad") String database,
    @Schema(examples = "primary") String workGroup,
    @Schema(description = "Who asked.", examples = "ann") String principal,
    @Schema(description = "0 to 1.", examples = "1") double progress,
    QueryStatistics statistics,
    @Schema(
            description = "The snapshot that each table was read at, by database.table.",
            examples = "{\"oulad.studentinfo\":\"4358109269899384871\"}")
        Map<String, String> snapshots,
    @Schema(description = "The answer's columns.") List<ResultColumn> columns,
    @Schema(description = "Rows of the answer.") @Nullable Long rows,
    @Schema(description = "Only if it FAILED.") @Nullable QueryError error,
    @Schema(description = "When it was accepted.") Instant createdAt,
    @Schema(description = "When an engine took it.") @Nullable Instant startedAt,
    @Schema(description = "When it ended.") @Nullable Instant finishedAt) {

  /** What a query cost, in Athena's words. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "QueryStatistics")
  record QueryStatistics(
      @Schema(description = "Sizes of the files that were read.") @Nullable Long scannedBytes,
      @Schema(description = "Rounded up to megabytes, at least 10 MB, as Athena bills.")
          @Nullable Long billedBytes,
      @Schema(description = "Time in the engine.") @Nullable Long engineMillis,
      @Schema(description = "Time between planning and the engine.") @Nullable Long queueMillis,
      @Schema(description = "Time of parsing, resolving, pinning.") long planningMillis,
      @Schema(description = "Time from acceptance to the end.") @Nullable Long totalMillis,
      @Schema(description = "Whether an earlier result was given again.") boolean reused) {}

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
