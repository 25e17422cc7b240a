package io.tarn.query.execution;

import io.tarn.kernel.Caller;
import io.tarn.sql.StatementType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A query as PostgreSQL keeps it.
 *
 * @param snapshots what it reads: table to snapshot id, null for a table without one
 * @param columns the answer's columns
 * @param requestToken the caller's token for asking once, or null
 * @param expired whether the result was deleted because of its age
 */
public record StoredQuery(
    UUID id,
    String sql,
    List<@Nullable Object> parameters,
    String database,
    String workGroup,
    Caller caller,
    String requestId,
    @Nullable String requestToken,
    StatementType statementType,
    QueryState state,
    boolean cancelWanted,
    Map<String, @Nullable Long> snapshots,
    List<ResultColumn> columns,
    @Nullable Long rows,
    @Nullable Long resultBytes,
    @Nullable Long scannedBytes,
    @Nullable Long engineMillis,
    @Nullable Long queueMillis,
    long planningMillis,
    @Nullable QueryError error,
    int attempts,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    boolean expired) {}
