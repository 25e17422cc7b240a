package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan.AggregateCall;

/** Writes what becomes of an aggregate's column, which is the first argument. */
final class AfterWriter extends CallWriter {
  private final AggregateCall call;
  private final String column;

  AfterWriter(ExpressionWriter expressions, AggregateCall call, String column) {
    super(expressions, call.function(), call.arguments(), call.spot());
    this.call = call;
    this.column = column;
  }

  @Override
  public String text(int index) {
    return index == 0 ? column : super.text(index);
  }

  @Override
  public DataType type(int index) {
    return call.arguments().get(index).type();
  }

  @Override
  public Expression argument(int index) {
    return call.arguments().get(index);
  }
}
