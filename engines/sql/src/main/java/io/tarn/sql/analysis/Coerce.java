package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Expression.Cast;
import io.tarn.sql.tree.Expression.Constant;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.type.Coercion;
import io.tarn.sql.type.Types;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** Makes implicit conversions explicit. */
final class Coerce {
  private Coerce() {}

  /** The expression with that type, which must be one it converts to. */
  static Expression to(Expression expression, DataType type) {
    DataType actual = expression.type();
    if (actual.equals(type)) {
      return expression;
    }
    if (expression instanceof Constant(DataType _, var value)
        && (value == null || (Types.isWhole(actual) && Types.isWhole(type)))) {
      return new Constant(type, value);
    }
    return new Cast(expression, type, false, Spot.NONE);
  }

  /** The expression as a condition. */
  static Expression toBoolean(Node node, Expression expression, String what) {
    if (!Coercion.possible(expression.type(), Simple.BOOLEAN)) {
      throw Problems.at(
          ErrorCode.TYPE_MISMATCH,
          node,
          what + " must evaluate to a boolean (actual: " + expression.type() + ")");
    }
    return to(expression, Simple.BOOLEAN);
  }

  /** The expressions with the type to which all of them convert. */
  static List<Expression> toCommon(
      String what, List<? extends Node> nodes, List<Expression> expressions) {
    DataType common = expressions.getFirst().type();
    for (int i = 1; i < expressions.size(); i++) {
      DataType type = expressions.get(i).type();
      DataType wider = Coercion.common(common, type);
      if (wider == null) {
        throw Problems.at(
            ErrorCode.TYPE_MISMATCH,
            nodes.get(i),
            what
                + " must be the same type or coercible to a common type."
                + " Cannot find common type between "
                + common
                + " and "
                + type);
      }
      common = wider;
    }
    List<Expression> coerced = new ArrayList<>();
    for (Expression expression : expressions) {
      coerced.add(to(expression, common));
    }
    return coerced;
  }
}
