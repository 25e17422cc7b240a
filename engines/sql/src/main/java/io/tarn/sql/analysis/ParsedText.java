package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.TableName;
import io.tarn.sql.Access;
import io.tarn.sql.Catalogue;
import io.tarn.sql.Session;
import io.tarn.sql.StatementType;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Plan;
import io.trino.sql.tree.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A statement that Trino's parser understood, with its parameters. Immutable. */
public final class ParsedText {
  private final io.trino.sql.tree.Statement statement;
  private final List<Constant> parameters;
  private final Classification classification;

  ParsedText(io.trino.sql.tree.Statement statement, List<Constant> parameters) {
    this.statement = statement;
    this.parameters = List.copyOf(parameters);
    this.classification = Classification.of(statement);
  }

  public StatementType type() {
    return classification.type();
  }

  public Access access() {
    return classification.access();
  }

  /** The tables that it names. */
  public Set<TableName> tables(String database) {
    return new TableFinder(database).find(statement);
  }

  /** The typed tree of its meaning. */
  public io.tarn.sql.tree.Statement analyse(Session session, Catalogue catalogue) {
    StatementContext context = new StatementContext(session, catalogue, parameters);
    if (!(statement instanceof Query query)) {
      Relation shown = new MetadataStatements(context).answer(statement);
      if (shown == null) {
        throw Problems.at(
            ErrorCode.NOT_SUPPORTED,
            statement,
            Classification.name(statement) + " is not supported");
      }
      return statement(context, shown);
    }
    return statement(context, new QueryAnalyzer(context).analyse(query, null, NamedQueries.NONE));
  }

  private static io.tarn.sql.tree.Statement statement(StatementContext context, Relation relation) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < relation.fields().size(); i++) {
      String name = relation.fields().get(i).name();
      names.add(name == null ? "_col" + i : name);
    }
    Plan plan = relation.plan();
    return new io.tarn.sql.tree.Statement(
        plan, names, context.named(), context.tables(), context.repeatable());
  }
}
