package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Plan;
import io.trino.sql.tree.AllRows;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.FetchFirst;
import io.trino.sql.tree.Limit;
import io.trino.sql.tree.LongLiteral;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Offset;
import io.trino.sql.tree.Parameter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads OFFSET, LIMIT and FETCH FIRST, and the ordinals of GROUP BY and ORDER BY. */
final class Limits {
  private final StatementContext context;

  Limits(StatementContext context) {
    this.context = context;
  }

  Plan apply(Plan plan, Optional<Offset> offset, Optional<Node> limit) {
    long skipped = offset.isPresent() ? number(offset.get(), offset.get().getRowCount()) : 0;
    @Nullable Long count = null;
    boolean ties = false;
    if (limit.isPresent()) {
      switch (limit.get()) {
        case Limit rows -> {
          count = rows.getRowCount() instanceof AllRows ? null : number(rows, rows.getRowCount());
        }
        case FetchFirst fetch -> {
          count = fetch.getRowCount().isPresent() ? number(fetch, fetch.getRowCount().get()) : 1L;
          ties = fetch.isWithTies();
          if (count == 0) {
            throw Problems.at(
                ErrorCode.INVALID_LIMIT_CLAUSE,
                fetch,
                "FETCH FIRST row count must be positive (actual value: 0)");
          }
          if (ties && !(plan instanceof Plan.Sort)) {
            throw Problems.at(
                ErrorCode.MISSING_ORDER_BY,
                fetch,
                "FETCH FIRST WITH TIES clause requires ORDER BY");
          }
        }
        default -> throw Problems.notSupported(limit.get(), "This limit");
      }
    }
    return skipped == 0 && count == null ? plan : new Plan.Limit(plan, skipped, count, ties);
  }

  private long number(Node node, Expression expression) {
    if (expression instanceof LongLiteral literal) {
      return literal.getParsedValue();
    }
    if (expression instanceof Parameter parameter
        && context.parameter(parameter.getId()) instanceof Constant(DataType _, Long value)
        && value >= 0) {
      return value;
    }
    throw Problems.at(
        ErrorCode.INVALID_LIMIT_CLAUSE, node, "The number of rows must be a whole number from 0");
  }

  /** The index from 0 that an expression names if it is a position; null if it is none. */
  static @Nullable Integer ordinal(Expression node, int columns) {
    if (!(node instanceof LongLiteral literal)) {
      return null;
    }
    long position = literal.getParsedValue();
    if (position < 1 || position > columns) {
      throw Problems.at(
          ErrorCode.INVALID_COLUMN_REFERENCE,
          node,
          "Position " + position + " is not in the select list");
    }
    return (int) position - 1;
  }
}
