package io.tarn.sql.function;

/** Aggregate functions. */
final class Aggregates {
  private Aggregates() {}

  static void addTo(FunctionTable table) {
    table.aggregate("count() bigint").duckdb("count(*)");
    table.aggregate("count(T) bigint").duckdb("count($1)");
    table.aggregate("sum(bigint) bigint").duckdb("sum($1)").after(call -> call.text(0));
  }
}
