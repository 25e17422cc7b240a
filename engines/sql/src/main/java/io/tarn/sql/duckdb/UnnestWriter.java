package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.tree.Plan;
import io.tarn.sql.tree.Symbol;
import java.util.ArrayList;
import java.util.List;

/** Writes UNNEST. */
final class UnnestWriter {
  private final PlanWriter plans;

  UnnestWriter(PlanWriter plans) {
    this.plans = plans;
  }

  Block write(Plan.Unnest unnest) {
    List<String> lists = new ArrayList<>();
    List<String> columns = new ArrayList<>();
    List<Symbol> symbols = new ArrayList<>();
    List<String> lengths = new ArrayList<>();
    String inner = plans.writing().name("u");
    for (Plan.Unnest.Item item : unnest.items()) {
      String collection = plans.expressions().write(item.collection());
      switch (item.collection().type()) {
        case Array(Row row) -> {
          for (int i = 0; i < row.fields().size(); i++) {
            columns.add("struct_extract(" + inner + ".c" + lists.size() + ", 'f" + i + "')");
          }
          lengths.add("len(" + collection + ")");
          lists.add(collection);
        }
        case DataType.Map _ -> {
          columns.add(inner + ".c" + lists.size());
          lists.add("map_keys(" + collection + ")");
          columns.add(inner + ".c" + lists.size());
          lists.add("map_values(" + collection + ")");
          lengths.add("cardinality(" + collection + ")");
        }
        default -> {
          columns.add(inner + ".c" + lists.size());
          lengths.add("len(" + collection + ")");
          lists.add(collection);
        }
      }
      symbols.addAll(item.outputs());
    }
    Symbol ordinality = unnest.ordinality();
    if (ordinality != null) {
      columns.add(inner + ".c" + lists.size());
      lists.add("range(1, 1 + greatest(" + String.join(", ", lengths) + ", 0))");
      symbols.add(ordinality);
    }
    StringBuilder text = new StringBuilder("SELECT ");
    for (int i = 0; i < columns.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(columns.get(i)).append(" AS c").append(i);
    }
    text.append(" FROM (SELECT ");
    for (int i = 0; i < lists.size(); i++) {
      text.append(i == 0 ? "" : ", ").append("unnest(").append(lists.get(i)).append(") AS c");
      text.append(i);
    }
    text.append(") AS ").append(inner);
    return plans.fromSelect(text.toString(), symbols);
  }
}
