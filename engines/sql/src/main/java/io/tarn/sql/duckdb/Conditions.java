package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Logical;
import io.tarn.sql.tree.Rewriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the conditions of WHERE one by one, so that DuckDB can push them down. Since it may
 * evaluate them in another order, one that can fail is guarded by those before it.
 */
final class Conditions {
  private static final Set<String> FAILING = Set.of("$divide", "$modulo", "$subscript");

  private final ExpressionWriter expressions;

  Conditions(ExpressionWriter expressions) {
    this.expressions = expressions;
  }

  void addTo(Block block, Expression condition) {
    List<Expression> terms = new ArrayList<>();
    split(condition, terms);
    List<String> before = new ArrayList<>(block.where);
    for (Expression term : terms) {
      String text = expressions.write(term);
      if (!before.isEmpty() && canFail(term)) {
        block.where.add(
            "CASE WHEN " + String.join(" AND ", before) + " THEN " + text + " ELSE false END");
      } else {
        block.where.add(text);
        before.add(text);
      }
    }
  }

  private static void split(Expression condition, List<Expression> terms) {
    if (condition instanceof Logical(boolean and, List<Expression> parts) && and) {
      parts.forEach(part -> split(part, terms));
    } else {
      terms.add(condition);
    }
  }

  /** Whether evaluating it fails for some values that are not unusual. */
  static boolean canFail(Expression expression) {
    boolean[] found = {false};
    new Rewriter() {
      @Override
      protected @Nullable Expression replacement(Expression part) {
        found[0] |=
            switch (part) {
              case Expression.Call(var function, var arguments, var _, var _) ->
                  FAILING.contains(function.name())
                      && !(arguments.get(1) instanceof Expression.Constant);
              case Expression.Cast(var value, var type, var safe, var _) ->
                  !safe
                      && value.type() instanceof io.tarn.kernel.type.DataType.Varchar
                      && !(type instanceof io.tarn.kernel.type.DataType.Varchar);
              default -> false;
            };
        return null;
      }
    }.rewrite(expression);
    return found[0];
  }
}
