package io.tarn.sql;

import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.sql.duckdb.DuckDbWriter;
import io.tarn.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;

/** A statement whose names and types are known, ready to be written for an engine. Immutable. */
public final class AnalysedQuery {
  private final Statement statement;
  private final List<OutputColumn> columns;

  AnalysedQuery(Statement statement) {
    this.statement = statement;
    List<OutputColumn> outputs = new ArrayList<>();
    for (int i = 0; i < statement.names().size(); i++) {
      outputs.add(
          new OutputColumn(statement.names().get(i), statement.plan().outputs().get(i).type()));
    }
    this.columns = List.copyOf(outputs);
  }

  /** The answer's columns, in order. */
  public List<OutputColumn> columns() {
    return columns;
  }

  /** The tables that are read, each once; the written SQL refers to them by their index. */
  public List<TableSnapshot> tables() {
    return statement.tables();
  }

  /**
   * Whether the same snapshots give the same answer again: false if it asks for the time, a random
   * value or the principal.
   */
  public boolean repeatable() {
    return statement.repeatable();
  }

  /**
   * The statement in an engine's SQL, with the same meaning.
   *
   * @throws ProblemException {@code NOT_SUPPORTED} naming the construct and its place if the engine
   *     has nothing of the same meaning
   */
  public WrittenSql written(Target target) {
    return switch (target) {
      case DUCKDB -> WrittenSql.of(target, new DuckDbWriter(statement).write());
    };
  }
}
