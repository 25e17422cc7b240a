package io.tarn.sql.function;

import java.util.List;

/** Functions that only stand over windows. */
final class WindowFunctions {
  private WindowFunctions() {}

  static void addTo(FunctionTable table) {
    for (String name : List.of("row_number", "rank", "dense_rank")) {
      table.window(name + "() bigint").duckdb("@" + name + "()");
    }
    table.window("percent_rank() double").duckdb("@percent_rank()");
    table.window("cume_dist() double").duckdb("@cume_dist()");
    table.window("ntile(bigint) bigint").duckdb("@ntile($1)");
    table.window("first_value(T) T").duckdb("@first_value($1)");
    table.window("last_value(T) T").duckdb("@last_value($1)");
    table.window("nth_value(T, bigint) T").duckdb("@nth_value($1, $2)");
    for (String name : List.of("lag", "lead")) {
      table.window(name + "(T) T").duckdb("@" + name + "($1)");
      table.window(name + "(T, bigint) T").duckdb("@" + name + "($1, $2)");
      table.window(name + "(T, bigint, T) T").duckdb("@" + name + "($1, $2, $3)");
    }
  }
}
