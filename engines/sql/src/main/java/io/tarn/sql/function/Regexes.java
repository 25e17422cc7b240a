package io.tarn.sql.function;

import java.util.List;

/**
 * Functions with regular expressions. They are evaluated in Java by the library that Trino uses,
 * since DuckDB's expressions differ in classes, anchors and groups.
 */
final class Regexes {
  private Regexes() {}

  static void addTo(FunctionTable table) {
    for (String text : List.of("varchar(x)", "char(x)")) {
      table
          .scalar("regexp_like(" + text + ", varchar(y)) boolean")
          .duckdb("tarn_regexp_like($1, $2)");
      table
          .scalar("regexp_like(" + text + ", char(y)) boolean")
          .duckdb(
              call -> "tarn_regexp_like(" + call.text(0) + ", " + Strings.padded(call, 1) + ")");
    }
    table
        .scalar("regexp_extract(varchar(x), varchar(y)) varchar(x)")
        .duckdb("tarn_regexp_extract($1, $2, 0)");
    table
        .scalar("regexp_extract(varchar(x), varchar(y), bigint) varchar(x)")
        .duckdb("tarn_regexp_extract($1, $2, $3)");
    table
        .scalar("regexp_extract_all(varchar(x), varchar(y)) array(varchar(x))")
        .duckdb(list("tarn_regexp_extract_all($1, $2, 0)"));
    table
        .scalar("regexp_extract_all(varchar(x), varchar(y), bigint) array(varchar(x))")
        .duckdb(list("tarn_regexp_extract_all($1, $2, $3)"));
    table
        .scalar("regexp_split(varchar(x), varchar(y)) array(varchar(x))")
        .duckdb(list("tarn_regexp_split($1, $2)"));
    table
        .scalar("regexp_replace(varchar(x), varchar(y)) varchar(x)")
        .duckdb("tarn_regexp_replace($1, $2, '')");
    table
        .scalar("regexp_replace(varchar(x), varchar(y), varchar(z)) varchar(u)")
        .number(
            "u",
            n ->
                (int)
                    Long.min(
                        Integer.MAX_VALUE,
                        n.getOrDefault("x", 0)
                            + Long.max(
                                (long) n.getOrDefault("x", 0) * n.getOrDefault("z", 0) / 2,
                                n.getOrDefault("z", 0) * (n.getOrDefault("x", 0) + 1L))))
        .duckdb("tarn_regexp_replace($1, $2, $3)");
    table.scalar("regexp_count(varchar(x), varchar(y)) bigint").duckdb("tarn_regexp_count($1, $2)");
    table
        .scalar("regexp_position(varchar(x), varchar(y)) integer")
        .duckdb("tarn_regexp_position($1, $2, 1, 1)");
    table
        .scalar("regexp_position(varchar(x), varchar(y), integer) integer")
        .duckdb("tarn_regexp_position($1, $2, $3, 1)");
    table
        .scalar("regexp_position(varchar(x), varchar(y), integer, integer) integer")
        .duckdb("tarn_regexp_position($1, $2, $3, $4)");
  }

  /** A list that comes as JSON text, since functions in Java cannot give lists. */
  private static String list(String text) {
    return "CAST(CAST(" + text + " AS JSON) AS VARCHAR[])";
  }
}
