package io.tarn.sql.duckdb;

import io.tarn.sql.function.Form;
import io.tarn.sql.tree.Plan.AggregateCall;
import io.tarn.sql.tree.Plan.WindowCall;
import org.jspecify.annotations.Nullable;

/** Writes one aggregate or window function as DuckDB computes it, before what follows it. */
final class AggregateCallWriter extends CallWriter {
  private final AggregateCall call;
  private final String over;
  private final boolean ignoreNulls;

  /**
   * @param over the OVER clause, empty for a plain aggregate
   */
  AggregateCallWriter(ExpressionWriter expressions, AggregateCall call, String over) {
    this(expressions, call, over, false);
  }

  AggregateCallWriter(ExpressionWriter expressions, WindowCall window, String over) {
    this(expressions, window.call(), over, window.ignoreNulls());
  }

  private AggregateCallWriter(
      ExpressionWriter expressions, AggregateCall call, String over, boolean ignoreNulls) {
    super(expressions, call.function(), call.arguments(), call.spot());
    this.call = call;
    this.over = over;
    this.ignoreNulls = ignoreNulls;
  }

  String write() {
    @Nullable Form form = call.function().definition().duckdb();
    if (form == null) {
      throw Writing.notSupported(call.spot(), "The function " + call.function().name());
    }
    return write(form);
  }

  @Override
  public boolean distinct() {
    return call.distinct();
  }

  @Override
  public boolean windowed() {
    return !over.isEmpty();
  }

  @Override
  public String aggregate(String name, String arguments) {
    StringBuilder text = new StringBuilder(name).append('(');
    if (call.distinct()) {
      text.append("DISTINCT ");
    }
    text.append(arguments);
    if (!call.order().isEmpty()) {
      text.append(" ORDER BY ");
      text.append(expressions().plans().orders(call.order(), java.util.List.of()));
    }
    if (ignoreNulls) {
      text.append(" IGNORE NULLS");
    }
    text.append(')');
    if (call.filter() != null) {
      text.append(" FILTER (WHERE ").append(expressions().write(call.filter())).append(')');
    }
    return text.append(over).toString();
  }
}
