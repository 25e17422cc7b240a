package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.sql.type.Types;
import java.util.List;

/** Functions on values of any type. */
final class Conditionals {
  private Conditionals() {}

  static void addTo(FunctionTable table) {
    table
        .scalar("typeof(T) varchar")
        .duckdb(call -> "CAST(" + call.quoted(shown(call.type(0))) + " AS VARCHAR)");
    table.scalar("apply(T, function(T,U)) U").duckdb("list_transform([$1], $2)[1]");
    for (String name : List.of("greatest", "least")) {
      table.scalar(name + "(E...) E").orderable("E").duckdb(call -> extreme(call, name));
    }
  }

  /** The name of a type as Trino shows it, with a blank after the comma of a decimal. */
  private static String shown(DataType type) {
    return type.toString();
  }

  /** NULL if one of them is NULL. */
  private static String extreme(Written call, String name) {
    DataType type = call.type();
    if (call.size() == 1) {
      return call.text(0);
    }
    if (Types.holdsFloating(type) && !Types.isFloating(type)) {
      throw call.refused("of " + type);
    }
    StringBuilder nulls = new StringBuilder();
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < call.size(); i++) {
      nulls.append(i == 0 ? "" : " OR ").append(call.text(i)).append(" IS NULL");
      all.append(i == 0 ? "" : ", ").append(call.text(i));
    }
    return "(CASE WHEN " + nulls + " THEN NULL ELSE " + name + "(" + all + ") END)";
  }
}
