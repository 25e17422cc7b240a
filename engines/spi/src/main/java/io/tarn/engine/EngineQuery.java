package io.tarn.engine;

import io.tarn.kernel.table.TableSnapshot;
import io.tarn.sql.OutputColumn;
import io.tarn.sql.WrittenSql;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A query for an engine, complete: nothing is looked up any more.
 *
 * @param id names it in logs and in the engine's own lists
 * @param sql what to run, written for this engine
 * @param tables the pinned tables, by the numbers that the SQL uses
 * @param columns the answer's columns, in order
 * @param limits what it may use
 * @param result the Parquet file to write, in a folder that exists; its physical columns are {@code
 *     c0…cn} in the order of {@code columns}, since output names may repeat
 */
public record EngineQuery(
    UUID id,
    WrittenSql sql,
    List<TableSnapshot> tables,
    List<OutputColumn> columns,
    Limits limits,
    Path result) {
  public EngineQuery {
    Objects.requireNonNull(id);
    Objects.requireNonNull(sql);
    tables = List.copyOf(tables);
    columns = List.copyOf(columns);
    Objects.requireNonNull(limits);
    result = result.toAbsolutePath();
  }
}
