package io.tarn.sql.duckdb;

import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Spot;
import io.tarn.sql.tree.Symbol;
import java.util.ArrayList;
import java.util.List;

/** Writes FETCH FIRST … WITH TIES by the rank of the rows. */
final class TiesWriter {
  private final PlanWriter plans;

  TiesWriter(PlanWriter plans) {
    this.plans = plans;
  }

  Block write(Plan.Limit limit) {
    if (limit.offset() > 0 || !(limit.source() instanceof Plan.Sort(var source, var order))) {
      throw Writing.notSupported(Spot.NONE, "FETCH FIRST WITH TIES with OFFSET");
    }
    Block block = plans.unordered(source);
    List<Symbol> outputs = source.outputs();
    List<String> list = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      list.add(plans.writing().text(outputs.get(i)) + " AS c" + i);
    }
    list.add("rank() OVER (ORDER BY " + plans.orders(order, List.of()) + ") AS c" + outputs.size());
    Block ranked =
        plans.fromSelect(
            "SELECT " + String.join(", ", list) + plans.tail(block, List.of()), outputs);
    String from = String.valueOf(ranked.from);
    String name = from.substring(from.lastIndexOf(' ') + 1);
    ranked.where.add(name + ".c" + outputs.size() + " <= " + limit.count());
    ranked.order.addAll(order);
    return ranked;
  }
}
