package io.tarn.sql.duckdb;

import io.tarn.sql.function.Form;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Bound;
import io.tarn.sql.tree.Plan.Frame;
import io.tarn.sql.tree.Plan.WindowCall;
import io.tarn.sql.tree.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes window functions. */
final class WindowWriter {
  private final PlanWriter plans;
  private final Writing writing;

  WindowWriter(PlanWriter plans) {
    this.plans = plans;
    this.writing = plans.writing();
  }

  Block write(Plan.Window plan) {
    Block block = plans.unordered(plan.source());
    List<Symbol> symbols = new ArrayList<>();
    List<String> list = new ArrayList<>();
    for (Symbol symbol : plan.source().outputs()) {
      if (writing.usage().of(symbol) > 0 && !symbols.contains(symbol)) {
        symbols.add(symbol);
        list.add(writing.text(symbol));
      }
    }
    for (WindowCall call : plan.calls()) {
      symbols.add(call.symbol());
      list.add(new AggregateCallWriter(plans.expressions(), call, over(call)).write());
    }
    StringBuilder text = new StringBuilder("SELECT ");
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(list.get(i)).append(" AS c").append(i);
    }
    Block windowed = plans.fromSelect(text + plans.tail(block, List.of()), symbols);
    for (WindowCall call : plan.calls()) {
      for (Expression argument : call.call().arguments()) {
        if (argument.type().equals(call.symbol().type())) {
          writing.zone(call.symbol(), new Zones(writing).of(argument));
        }
      }
      Form after = call.call().function().definition().after();
      if (after != null) {
        String column = writing.text(call.symbol());
        writing.call(
            call.symbol(), new AfterWriter(plans.expressions(), call.call(), column).write(after));
        windowed.computed = true;
      }
    }
    return windowed;
  }

  private String over(WindowCall call) {
    List<String> parts = new ArrayList<>();
    if (!call.partition().isEmpty()) {
      parts.add(
          call.partition().stream()
              .map(plans.expressions()::write)
              .collect(Collectors.joining(", ", "PARTITION BY ", "")));
    }
    if (!call.order().isEmpty()) {
      parts.add("ORDER BY " + plans.orders(call.order(), List.of()));
    }
    Frame frame = call.frame();
    if (frame != null) {
      parts.add(
          frame.unit()
              + " BETWEEN "
              + bound(call, frame, frame.start())
              + " AND "
              + bound(call, frame, frame.end()));
    }
    return " OVER (" + String.join(" ", parts) + ")";
  }

  private String bound(WindowCall call, Frame frame, Bound bound) {
    String kind = bound.kind().name().replace('_', ' ');
    Expression distance = bound.distance();
    if (distance == null) {
      return kind;
    }
    if (frame.unit() == Frame.Unit.RANGE) {
      return new RangeFrames(plans.expressions()).distance(call, distance) + " " + kind;
    }
    String text = plans.expressions().write(distance);
    if (distance instanceof Expression.Constant(var _, Long value) && value >= 0) {
      return value + " " + kind;
    }
    return text + " " + kind;
  }
}
