package io.tarn.sql.duckdb;

import io.tarn.sql.function.Form;
import io.tarn.sql.tree.Expression;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Plan.Aggregate;
import io.tarn.sql.tree.Plan.Aggregation;
import io.tarn.sql.tree.Plan.Assignment;
import io.tarn.sql.tree.Plan.GroupingMark;
import io.tarn.sql.tree.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes groups and their aggregates. */
final class AggregateWriter {
  private final PlanWriter plans;
  private final Writing writing;

  AggregateWriter(PlanWriter plans) {
    this.plans = plans;
    this.writing = plans.writing();
  }

  Block write(Aggregate plan) {
    Block block = plans.unordered(plan.source());
    List<String> keys = new ArrayList<>();
    for (Assignment key : plan.keys()) {
      keys.add(plans.expressions().write(key.expression()));
    }
    if (!plan.marks().isEmpty() && !keys.stream().allMatch(AggregateWriter::isColumn)) {
      block = withPlainKeys(plan, block, keys);
    }
    List<String> list = new ArrayList<>(keys);
    List<Symbol> symbols = new ArrayList<>();
    plan.keys().forEach(key -> symbols.add(key.symbol()));
    for (Aggregation aggregation : plan.aggregations()) {
      list.add(new AggregateCallWriter(plans.expressions(), aggregation.call(), "").write());
      symbols.add(aggregation.symbol());
    }
    for (GroupingMark mark : plan.marks()) {
      list.add(
          mark.keys().stream().map(keys::get).collect(Collectors.joining(", ", "grouping(", ")")));
      symbols.add(mark.symbol());
    }
    StringBuilder text = new StringBuilder("SELECT ");
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(list.get(i)).append(" AS c").append(i);
    }
    if (list.isEmpty()) {
      text.append("1 AS c0");
    }
    text.append(plans.tail(block, List.of())).append(groupBy(plan));
    for (Assignment key : plan.keys()) {
      writing.zone(key.symbol(), new Zones(writing).of(key.expression()));
    }
    Block grouped = plans.fromSelect(text.toString(), symbols);
    for (Aggregation aggregation : plan.aggregations()) {
      finish(aggregation, grouped);
    }
    return grouped;
  }

  private void finish(Aggregation aggregation, Block block) {
    zone(aggregation.symbol(), aggregation.call());
    Form after = aggregation.call().function().definition().after();
    if (after != null) {
      String column = writing.text(aggregation.symbol());
      writing.call(
          aggregation.symbol(),
          new AfterWriter(plans.expressions(), aggregation.call(), column).write(after));
      block.computed = true;
    }
  }

  private void zone(Symbol symbol, Plan.AggregateCall call) {
    for (Expression argument : call.arguments()) {
      if (argument.type().equals(symbol.type())) {
        writing.zone(symbol, new Zones(writing).of(argument));
        return;
      }
    }
  }

  private static boolean isColumn(String text) {
    return text.matches("r\\d+\\.c\\d+");
  }

  /** The source with its keys as columns, by which GROUPING can name them. */
  private Block withPlainKeys(Aggregate plan, Block block, List<String> keys) {
    List<Symbol> outputs =
        plan.source().outputs().stream().filter(s -> writing.usage().of(s) > 0).toList();
    StringBuilder text = new StringBuilder("SELECT ");
    for (int i = 0; i < outputs.size(); i++) {
      text.append(writing.text(outputs.get(i))).append(" AS c").append(i).append(", ");
    }
    for (int i = 0; i < keys.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(keys.get(i));
      text.append(" AS c").append(outputs.size() + i);
    }
    List<Symbol> symbols = new ArrayList<>(outputs);
    plan.keys().forEach(key -> symbols.add(key.symbol()));
    Block inner = plans.fromSelect(text.append(plans.tail(block, List.of())).toString(), symbols);
    for (int i = 0; i < keys.size(); i++) {
      keys.set(i, writing.text(plan.keys().get(i).symbol()));
    }
    return inner;
  }

  private static String groupBy(Aggregate plan) {
    if (plan.keys().isEmpty() && plan.sets().size() <= 1) {
      return plan.aggregations().isEmpty() ? " HAVING true" : "";
    }
    List<String> sets =
        plan.sets().stream()
            .map(
                set ->
                    set.stream()
                        .map(key -> String.valueOf(key + 1))
                        .collect(Collectors.joining(", ")))
            .toList();
    if (sets.size() == 1) {
      return " GROUP BY " + sets.getFirst();
    }
    return sets.stream()
        .map(set -> "(" + set + ")")
        .collect(Collectors.joining(", ", " GROUP BY GROUPING SETS (", ")"));
  }
}
