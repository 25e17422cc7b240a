package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.WindowCall;
import io.tarn.sql.type.Types;

/** Writes the distances of RANGE frames. */
final class RangeFrames {
  private final ExpressionWriter expressions;

  RangeFrames(ExpressionWriter expressions) {
    this.expressions = expressions;
  }

  String distance(WindowCall call, Expression distance) {
    Expression key = call.order().getFirst().key();
    DataType type = key.type();
    String text = expressions.write(distance);
    boolean time = type == Simple.DATE || (type instanceof Timestamp);
    if (Types.isNumeric(type) && Types.isNumeric(distance.type()) && !Types.isFloating(type)) {
      return text;
    }
    if (time && distance.type() == Simple.INTERVAL_DAY_TO_SECOND) {
      return "to_microseconds(" + text + " * 1000)";
    }
    if (time && distance.type() == Simple.INTERVAL_YEAR_TO_MONTH) {
      return "to_months(CAST(" + text + " AS INTEGER))";
    }
    if (type == Simple.DOUBLE && Types.isNumeric(distance.type())) {
      return text;
    }
    throw Writing.notSupported(
        call.call().spot(), "A RANGE frame over " + type + " with " + distance.type());
  }
}
