package io.tarn.sql.analysis;

import io.tarn.sql.Access;
import io.tarn.sql.StatementType;
import io.trino.sql.tree.Analyze;
import io.trino.sql.tree.Call;
import io.trino.sql.tree.CreateCatalog;
import io.trino.sql.tree.CreateRole;
import io.trino.sql.tree.Delete;
import io.trino.sql.tree.Deny;
import io.trino.sql.tree.DescribeInput;
import io.trino.sql.tree.DescribeOutput;
import io.trino.sql.tree.DropCatalog;
import io.trino.sql.tree.DropRole;
import io.trino.sql.tree.DropSchema;
import io.trino.sql.tree.Explain;
import io.trino.sql.tree.ExplainAnalyze;
import io.trino.sql.tree.Grant;
import io.trino.sql.tree.GrantRoles;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Merge;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Revoke;
import io.trino.sql.tree.RevokeRoles;
import io.trino.sql.tree.SetRole;
import io.trino.sql.tree.ShowBranches;
import io.trino.sql.tree.ShowCatalogs;
import io.trino.sql.tree.ShowColumns;
import io.trino.sql.tree.ShowCreate;
import io.trino.sql.tree.ShowFunctions;
import io.trino.sql.tree.ShowGrants;
import io.trino.sql.tree.ShowRoleGrants;
import io.trino.sql.tree.ShowRoles;
import io.trino.sql.tree.ShowSchemas;
import io.trino.sql.tree.ShowSession;
import io.trino.sql.tree.ShowStats;
import io.trino.sql.tree.ShowTables;
import io.trino.sql.tree.Statement;
import io.trino.sql.tree.TableExecute;
import io.trino.sql.tree.TruncateTable;
import io.trino.sql.tree.Update;
import java.util.Locale;

/** What a statement is, before anything is looked up. */
record Classification(StatementType type, Access access) {
  static Classification of(Statement statement) {
    return switch (statement) {
      case Query _ -> new Classification(StatementType.DML, Access.READ);
      case Insert _, Update _, Delete _, Merge _, TableExecute _ ->
          new Classification(StatementType.DML, Access.WRITE);
      case Explain _ -> new Classification(StatementType.UTILITY, Access.READ);
      case ExplainAnalyze explain ->
          new Classification(StatementType.UTILITY, of(explain.getStatement()).access());
      case ShowBranches _,
          ShowCatalogs _,
          ShowColumns _,
          ShowCreate _,
          ShowFunctions _,
          ShowGrants _,
          ShowRoleGrants _,
          ShowRoles _,
          ShowSchemas _,
          ShowSession _,
          ShowStats _,
          ShowTables _,
          DescribeInput _,
          DescribeOutput _ ->
          new Classification(StatementType.UTILITY, Access.READ);
      case Analyze _, Call _, TruncateTable _ ->
          new Classification(StatementType.DDL, Access.WRITE);
      case DropSchema _,
          CreateCatalog _,
          DropCatalog _,
          CreateRole _,
          DropRole _,
          SetRole _,
          Grant _,
          Revoke _,
          Deny _,
          GrantRoles _,
          RevokeRoles _ ->
          new Classification(StatementType.DDL, Access.ADMINISTER);
      default -> new Classification(StatementType.DDL, Access.WRITE);
    };
  }

  /** The statement's name for people, as {@code CREATE TABLE AS SELECT}. */
  static String name(Statement statement) {
    return statement
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
        .toUpperCase(Locale.ROOT);
  }
}
