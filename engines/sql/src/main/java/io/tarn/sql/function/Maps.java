package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;

/** Functions on maps. */
final class Maps {
  private Maps() {}

  static void addTo(FunctionTable table) {
    table.scalar("cardinality(map(K, V)) bigint").duckdb("CAST(cardinality($1) AS BIGINT)");
    table.scalar("map_keys(map(K, V)) array(K)").duckdb("map_keys($1)");
    table.scalar("map_values(map(K, V)) array(V)").duckdb("map_values($1)");
    table
        .scalar("map_entries(map(K, V)) array(row(K, V))")
        .duckdb(
            "list_transform(map_entries($1), lambda e: struct_pack(f0 := e.key, f1 := e.value))");
    table.scalar("element_at(map(K, V), K) V").duckdb("map_extract_value($1, $2)");
    table
        .scalar("$subscript(map(K, V), K) V")
        .duckdb(
            call ->
                "(CASE WHEN %s IS NULL OR %s IS NULL THEN NULL WHEN map_contains(%s, %s) THEN map_extract_value(%s, %s) ELSE %s END)"
                    .formatted(
                        call.text(0),
                        call.text(1),
                        call.text(0),
                        call.text(1),
                        call.text(0),
                        call.text(1),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT, "Key not present in map")));
    addMaking(table);
    addLambdas(table);
  }

  private static void addMaking(FunctionTable table) {
    table.scalar("map(array(K), array(V)) map(K, V)").comparable("K").duckdb("map($1, $2)");
    table
        .scalar("map() map(unknown, unknown)")
        .duckdb(call -> "CAST(MAP([], []) AS " + call.typeName(call.type()) + ")");
    table
        .scalar("map_from_entries(array(row(K, V))) map(K, V)")
        .comparable("K")
        .duckdb(
            call ->
                "(CASE WHEN list_count(%s) < len(%s) THEN %s ELSE %s END)"
                    .formatted(
                        call.text(0),
                        call.text(0),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT, "map entry cannot be null"),
                        made(call.text(0), "e.f0", "e.f1")));
    table
        .scalar("multimap_from_entries(array(row(K, V))) map(K, array(V))")
        .comparable("K")
        .duckdb(
            call ->
                ("(CASE WHEN list_count(%s) < len(%s) THEN %s WHEN len(list_filter(%s, lambda e:"
                        + " e.f0 IS NULL)) > 0 THEN %s ELSE list_transform([list_distinct("
                        + "list_transform(%s, lambda e: e.f0))], lambda k: map(k, list_transform(k,"
                        + " lambda x: list_transform(list_filter(%s, lambda e: e.f0 IS NOT DISTINCT"
                        + " FROM x), lambda e: e.f1))))[1] END)")
                    .formatted(
                        call.text(0),
                        call.text(0),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT, "map entry cannot be null"),
                        call.text(0),
                        call.failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "map key cannot be null"),
                        call.text(0),
                        call.text(0)));
    table
        .scalar("map_concat(map(K, V)...) map(K, V)")
        .duckdb(
            call -> {
              StringBuilder nulls = new StringBuilder();
              for (int i = 0; i < call.size(); i++) {
                nulls.append(i == 0 ? "" : " OR ").append(call.text(i)).append(" IS NULL");
              }
              StringBuilder all = new StringBuilder();
              for (int i = 0; i < call.size(); i++) {
                all.append(i == 0 ? "" : ", ").append(call.text(i));
              }
              return "(CASE WHEN " + nulls + " THEN NULL ELSE map_concat(" + all + ") END)";
            });
  }

  /** The map of a list's elements {@code e}; NULL for NULL. */
  private static String made(String list, String key, String value) {
    return "(CASE WHEN %s IS NULL THEN NULL ELSE map(list_transform(%s, lambda e: %s), list_transform(%s, lambda e: %s)) END)"
        .formatted(list, list, key, list, value);
  }

  private static void addLambdas(FunctionTable table) {
    table
        .scalar("map_filter(map(K, V), function(K,V,boolean)) map(K, V)")
        .duckdb(
            call ->
                made(
                    "list_filter(map_entries(%s), lambda e: %s)"
                        .formatted(call.text(0), call.body(1, "e.key", "e.value")),
                    "e.key",
                    "e.value"));
    table
        .scalar("transform_values(map(K, V1), function(K,V1,V2)) map(K, V2)")
        .duckdb(
            call ->
                "(CASE WHEN %s IS NULL THEN NULL ELSE map(map_keys(%s), list_transform(map_entries(%s), lambda e: %s)) END)"
                    .formatted(
                        call.text(0),
                        call.text(0),
                        call.text(0),
                        call.body(1, "e.key", "e.value")));
    table
        .scalar("transform_keys(map(K1, V), function(K1,V,K2)) map(K2, V)")
        .comparable("K2")
        .duckdb(
            call ->
                "(CASE WHEN %s IS NULL THEN NULL ELSE map(list_transform(map_entries(%s), lambda e: %s), map_values(%s)) END)"
                    .formatted(
                        call.text(0),
                        call.text(0),
                        call.body(1, "e.key", "e.value"),
                        call.text(0)));
  }
}
