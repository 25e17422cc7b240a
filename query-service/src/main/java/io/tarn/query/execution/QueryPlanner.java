package io.tarn.query.execution;

import io.tarn.engine.Engine;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.lake.LakeReader;
import io.tarn.query.lake.PinnedCatalogue;
import io.tarn.sql.Access;
import io.tarn.sql.AnalysedQuery;
import io.tarn.sql.ParsedStatement;
import io.tarn.sql.Session;
import io.tarn.sql.SqlFrontEnd;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From SQL to what an engine runs: parse, ask for the right, resolve, pin, write. Thread-safe. */
@ApplicationScoped
public class QueryPlanner {
  private final SqlFrontEnd frontEnd;
  private final LakeReader lake;
  private final Engine engine;

  QueryPlanner(SqlFrontEnd frontEnd, LakeReader lake, Engine engine) {
    this.frontEnd = frontEnd;
    this.lake = lake;
    this.engine = engine;
  }

  /**
   * Plans a statement.
   *
   * @param pinnedBefore snapshots that it read at an earlier attempt, by full table name
   * @throws ProblemException with Trino's error name and the place in the text, or {@code
   *     FORBIDDEN}
   */
  QueryPlan plan(
      String sql,
      List<@Nullable Object> parameters,
      String database,
      Caller caller,
      Instant start,
      Map<String, @Nullable Long> pinnedBefore) {
    ParsedStatement statement = frontEnd.parse(sql, parameters);
    Role needed = role(statement.access());
    if (!caller.role().includes(needed)) {
      throw new ProblemException(
          ErrorCode.FORBIDDEN,
          "This statement needs the role %s; %s has the role %s."
              .formatted(needed.label(), caller.principal(), caller.role().label()));
    }
    AnalysedQuery analysed =
        frontEnd.analyse(
            statement,
            new Session(database, caller.principal(), start),
            new PinnedCatalogue(lake, caller, pinnedBefore));
    return new QueryPlan(
        statement.type(), analysed.written(engine.target()), analysed.tables(), analysed.columns());
  }

  private static Role role(Access access) {
    return switch (access) {
      case READ -> Role.VIEWER;
      case WRITE -> Role.EDITOR;
      case ADMINISTER -> Role.ADMIN;
    };
  }
}
