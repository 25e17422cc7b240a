package io.tarn.sql.function;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.type.Types;
import java.util.List;

/** Functions on arrays. */
final class Arrays {
  private Arrays() {}

  static void addTo(FunctionTable table) {
    table.scalar("cardinality(array(E)) bigint").duckdb("len($1)");
    addElements(table);
    addSearching(table);
    addSets(table);
    addParts(table);
    addLambdas(table);
    addMaking(table);
  }

  private static void addElements(FunctionTable table) {
    table
        .scalar("element_at(array(E), bigint) E")
        .duckdb(
            call ->
                "(CASE WHEN %s = 0 THEN %s ELSE list_extract(%s, %s) END)"
                    .formatted(
                        call.text(1),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT, "SQL array indices start at 1"),
                        call.text(0),
                        call.text(1)));
    table
        .scalar("$subscript(array(E), bigint) E")
        .duckdb(
            call ->
                "(CASE WHEN %s < 1 OR %s > len(%s) THEN %s ELSE list_extract(%s, %s) END)"
                    .formatted(
                        call.text(1),
                        call.text(1),
                        call.text(0),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT,
                            "Array subscript is out of bounds"),
                        call.text(0),
                        call.text(1)));
    table.scalar("array_first(array(E)) E").duckdb("list_extract($1, 1)");
    table.scalar("array_last(array(E)) E").duckdb("list_extract($1, -1)");
    table
        .scalar("array_first(array(E), function(E,boolean)) E")
        .duckdb("list_extract(list_filter($1, $2), 1)");
    for (String name : List.of("max", "min")) {
      table
          .scalar("array_" + name + "(array(T)) T")
          .orderable("T")
          .duckdb(call -> extreme(call, name));
    }
    table.scalar("array_join(array(E), varchar) varchar").duckdb(call -> joined(call, null));
    table
        .scalar("array_join(array(E), varchar, varchar) varchar")
        .duckdb(call -> joined(call, call.text(2)));
  }

  private static String extreme(Written call, String name) {
    DataType type = call.type();
    if (!(type instanceof DataType.Simple) && Types.holdsFloating(type)) {
      throw call.refused("of " + type);
    }
    String list = call.text(0);
    String result = "list_" + name + "(" + list + ")";
    if (name.equals("max") && Types.isFloating(type)) {
      result =
          "coalesce(list_max(list_filter(%s, lambda e: NOT isnan(e))), list_max(%s))"
              .formatted(list, list);
    }
    return "(CASE WHEN list_count("
        + list
        + ") < len("
        + list
        + ") THEN NULL ELSE "
        + result
        + " END)";
  }

  private static String joined(Written call, @org.jspecify.annotations.Nullable String missing) {
    DataType element = ((Array) call.type(0)).element();
    String list = call.text(0);
    if (!(element instanceof Varchar) || missing != null) {
      String name = call.name();
      String text = call.cast(name, element, Varchar.UNBOUNDED);
      if (missing != null) {
        text = "coalesce(" + text + ", " + missing + ")";
      }
      list = "list_transform(" + list + ", lambda " + name + ": " + text + ")";
    }
    return "array_to_string(" + list + ", " + call.text(1) + ")";
  }

  private static void addSearching(FunctionTable table) {
    table
        .scalar("contains(array(T), T) boolean")
        .comparable("T")
        .duckdb(
            call -> {
              String found = "list_contains(" + call.text(0) + ", " + call.text(1) + ")";
              if (Types.isFloating(call.type(1))) {
                found = "(" + found + " AND NOT isnan(" + call.text(1) + "))";
              }
              return "(CASE WHEN %s THEN true WHEN list_count(%s) < len(%s) THEN NULL ELSE %s END)"
                  .formatted(found, call.text(0), call.text(0), found);
            });
    table
        .scalar("array_position(array(T), T) bigint")
        .comparable("T")
        .duckdb(
            "(CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL"
                + " ELSE coalesce(CAST(list_position($1, $2) AS BIGINT), 0) END)");
    table
        .scalar("arrays_overlap(array(E), array(E)) boolean")
        .comparable("E")
        .duckdb(
            "(CASE WHEN $1 IS NULL OR $2 IS NULL THEN NULL WHEN list_has_any($1, $2) THEN true"
                + " WHEN len($1) = 0 OR len($2) = 0 THEN false"
                + " WHEN list_count($1) < len($1) OR list_count($2) < len($2) THEN NULL"
                + " ELSE false END)");
  }

  /** The elements without repetition, in the order of their first appearance. */
  private static String distinct(Written call, String list) {
    String array = call.name();
    String element = call.name();
    String index = call.name();
    return ("list_transform([%s], lambda %s: list_filter(%s, lambda %s, %s:"
            + " list_position(%s, %s) = %s))[1]")
        .formatted(list, array, array, element, index, array, element, index);
  }

  private static void addSets(FunctionTable table) {
    table
        .scalar("array_distinct(array(E)) array(E)")
        .comparable("E")
        .duckdb(call -> distinct(call, call.text(0)));
    table
        .scalar("array_union(array(E), array(E)) array(E)")
        .comparable("E")
        .duckdb(
            call ->
                nullUnlessBoth(
                    call,
                    distinct(call, "list_concat(" + call.text(0) + ", " + call.text(1) + ")")));
    table
        .scalar("array_except(array(E), array(E)) array(E)")
        .comparable("E")
        .duckdb(call -> nullUnlessBoth(call, distinct(call, filtered(call, " IS NULL"))));
    table
        .scalar("array_intersect(array(E), array(E)) array(E)")
        .comparable("E")
        .duckdb(call -> nullUnlessBoth(call, distinct(call, filtered(call, " IS NOT NULL"))));
    table
        .scalar("array_remove(array(E), E) array(E)")
        .comparable("E")
        .duckdb(
            call -> {
              if (Types.isFloating(call.type(1))) {
                throw call.refused("of " + call.type(0));
              }
              String name = call.name();
              return "(CASE WHEN %s IS NULL THEN NULL ELSE list_filter(%s, lambda %s: %s IS DISTINCT FROM %s) END)"
                  .formatted(call.text(1), call.text(0), name, name, call.text(1));
            });
    table
        .scalar("array_histogram(array(T)) map(T, bigint)")
        .comparable("T")
        .duckdb(
            call ->
                "CAST(CASE WHEN %s IS NULL THEN NULL WHEN list_count(%s) = 0 THEN MAP([], []) ELSE list_aggregate(%s, 'histogram') END AS %s)"
                    .formatted(
                        call.text(0), call.text(0), call.text(0), call.typeName(call.type())));
  }

  private static String filtered(Written call, String test) {
    String name = call.name();
    return "list_filter(%s, lambda %s: list_position(%s, %s)%s)"
        .formatted(call.text(0), name, call.text(1), name, test);
  }

  private static String nullUnlessBoth(Written call, String text) {
    return "(CASE WHEN "
        + call.text(0)
        + " IS NULL OR "
        + call.text(1)
        + " IS NULL THEN NULL ELSE "
        + text
        + " END)";
  }

  private static void addParts(FunctionTable table) {
    table
        .scalar("array_sort(array(E)) array(E)")
        .orderable("E")
        .duckdb("list_sort($1, 'ASC', 'NULLS LAST')");
    table.scalar("reverse(array(E)) array(E)").duckdb("list_reverse($1)");
    table.scalar("flatten(array(array(E))) array(E)").duckdb("flatten($1)");
    table
        .scalar("concat(array(E)...) array(E)")
        .duckdb(
            call -> {
              StringBuilder text = new StringBuilder();
              for (int i = 0; i < call.size(); i++) {
                text.append(i == 0 ? "" : " || ").append(call.text(i));
              }
              return "(" + text + ")";
            });
    table.scalar("concat(array(E), E) array(E)").duckdb("($1 || [$2])");
    table.scalar("concat(E, array(E)) array(E)").duckdb("([$1] || $2)");
    table
        .scalar("trim_array(array(E), bigint) array(E)")
        .duckdb(
            call ->
                "(CASE WHEN %s < 0 OR %s > len(%s) THEN %s ELSE list_slice(%s, 1, len(%s) - %s) END)"
                    .formatted(
                        call.text(1),
                        call.text(1),
                        call.text(0),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT,
                            "size must not be negative or exceed array cardinality"),
                        call.text(0),
                        call.text(0),
                        call.text(1)));
    table
        .scalar("slice(array(E), bigint, bigint) array(E)")
        .duckdb(
            call -> {
              String start =
                  "CASE WHEN %s < 0 THEN len(%s) + %s + 1 ELSE %s END"
                      .formatted(call.text(1), call.text(0), call.text(1), call.text(1));
              return ("(CASE WHEN %s = 0 OR %s < 0 THEN %s WHEN %s < -len(%s) OR %s = 0 THEN []"
                      + " ELSE list_slice(%s, %s, %s + %s - 1) END)")
                  .formatted(
                      call.text(1),
                      call.text(2),
                      call.failure(
                          ErrorCode.INVALID_FUNCTION_ARGUMENT,
                          "SQL array indices start at 1 and length must not be negative"),
                      call.text(1),
                      call.text(0),
                      call.text(2),
                      call.text(0),
                      start,
                      start,
                      call.text(2));
            });
    table
        .scalar("ngrams(array(T), integer) array(array(T))")
        .duckdb(
            call -> {
              String name = call.name();
              return ("(CASE WHEN %s <= 0 THEN %s WHEN len(%s) <= %s THEN [%s] ELSE"
                      + " list_transform(range(1, len(%s) - %s + 2), lambda %s:"
                      + " list_slice(%s, %s, %s + %s - 1)) END)")
                  .formatted(
                      call.text(1),
                      call.failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, "N must be positive"),
                      call.text(0),
                      call.text(1),
                      call.text(0),
                      call.text(0),
                      call.text(1),
                      name,
                      call.text(0),
                      name,
                      name,
                      call.text(1));
            });
    for (int width = 2; width <= 5; width++) {
      addZip(table, width);
    }
  }

  private static void addZip(FunctionTable table, int width) {
    StringBuilder arguments = new StringBuilder();
    StringBuilder fields = new StringBuilder();
    StringBuilder parts = new StringBuilder();
    for (int i = 1; i <= width; i++) {
      String separator = i == 1 ? "" : ", ";
      arguments.append(separator).append("array(T").append(i).append(")");
      fields.append(separator).append("T").append(i);
      parts.append(separator).append("f").append(i - 1).append(" := z[").append(i).append("]");
    }
    table
        .scalar("zip(" + arguments + ") array(row(" + fields + "))")
        .duckdb("list_transform(list_zip($*), lambda z: struct_pack(" + parts + "))");
  }

  private static void addLambdas(FunctionTable table) {
    table.scalar("transform(array(T), function(T,U)) array(U)").duckdb("list_transform($1, $2)");
    table.scalar("filter(array(T), function(T,boolean)) array(T)").duckdb("list_filter($1, $2)");
    table
        .scalar("any_match(array(T), function(T,boolean)) boolean")
        .duckdb(call -> match(call, "true", "true", "false"));
    table
        .scalar("all_match(array(T), function(T,boolean)) boolean")
        .duckdb(call -> match(call, "false", "false", "true"));
    table
        .scalar("none_match(array(T), function(T,boolean)) boolean")
        .duckdb(call -> match(call, "true", "false", "true"));
    table
        .scalar("zip_with(array(T), array(U), function(T,U,R)) array(R)")
        .duckdb(
            call -> {
              String name = call.name();
              return "list_transform(list_zip(%s, %s), lambda %s: %s)"
                  .formatted(
                      call.text(0), call.text(1), name, call.body(2, name + "[1]", name + "[2]"));
            });
    table
        .scalar("reduce(array(T), S, function(S,T,S), function(S,R)) R")
        .duckdb(
            call -> {
              String state = call.name();
              String element = call.name();
              String end = call.name();
              return "list_transform([list_reduce(%s, lambda %s, %s: %s, %s)], lambda %s: %s)[1]"
                  .formatted(
                      call.text(0),
                      state,
                      element,
                      call.body(2, state, element),
                      call.text(1),
                      end,
                      call.body(3, end));
            });
  }

  /** Three-valued: {@code decided} if one gives {@code what}, NULL if one gives NULL. */
  private static String match(Written call, String what, String decided, String otherwise) {
    String tests = call.name();
    return ("(CASE WHEN %s IS NULL THEN NULL ELSE list_transform([list_transform(%s, %s)],"
            + " lambda %s: CASE WHEN list_contains(%s, %s) THEN %s"
            + " WHEN list_count(%s) < len(%s) THEN NULL ELSE %s END)[1] END)")
        .formatted(
            call.text(0),
            call.text(0),
            call.text(1),
            tests,
            tests,
            what,
            decided,
            tests,
            tests,
            otherwise);
  }

  private static void addMaking(FunctionTable table) {
    table
        .scalar("repeat(T, bigint) array(T)")
        .duckdb(
            call ->
                "(CASE WHEN %s < 0 OR %s > 10000 THEN %s ELSE list_transform(range(0, least(%s, 10000)), lambda i: %s) END)"
                    .formatted(
                        call.text(1),
                        call.text(1),
                        call.failure(
                            ErrorCode.INVALID_FUNCTION_ARGUMENT,
                            "count argument of repeat function must be from 0 to 10000"),
                        call.text(1),
                        call.text(0)));
    table
        .scalar("sequence(bigint, bigint) array(bigint)")
        .duckdb(
            call ->
                sequence(
                    call,
                    "CASE WHEN " + call.text(1) + " >= " + call.text(0) + " THEN 1 ELSE -1 END"));
    table
        .scalar("sequence(bigint, bigint, bigint) array(bigint)")
        .duckdb(call -> sequence(call, call.text(2)));
    table
        .scalar("sequence(date, date) array(date)")
        .duckdb(
            call ->
                dates(
                    call,
                    "CASE WHEN "
                        + call.text(1)
                        + " >= "
                        + call.text(0)
                        + " THEN CAST('86400000' AS BIGINT) ELSE CAST('-86400000' AS BIGINT) END",
                    true));
    table
        .scalar("sequence(date, date, interval day to second) array(date)")
        .duckdb(call -> dates(call, call.text(2), true));
    table
        .scalar("sequence(date, date, interval year to month) array(date)")
        .duckdb(call -> dates(call, call.text(2), false));
    table
        .scalar("sequence(timestamp(p), timestamp(p), interval day to second) array(timestamp(p))")
        .duckdb(call -> dates(call, call.text(2), true));
    table
        .scalar("sequence(timestamp(p), timestamp(p), interval year to month) array(timestamp(p))")
        .duckdb(call -> dates(call, call.text(2), false));
  }

  /** Stands for the end of a series while it is written. */
  private static final String END = "\u0004";

  private static final String SEQUENCE =
      "sequence stop value should be greater than or equal to start value if step is greater than"
          + " zero otherwise stop should be less than or equal to start, and the result must not"
          + " have more than 10000 entries";

  private static String sequence(Written call, String step) {
    String wrong =
        ("(%s) = 0 OR (%s > %s AND (%s) < 0) OR (%s < %s AND (%s) > 0)"
                + " OR (CAST(%s AS HUGEINT) - %s) // (%s) >= 10000")
            .formatted(
                step,
                call.text(1),
                call.text(0),
                step,
                call.text(1),
                call.text(0),
                step,
                call.text(1),
                call.text(0),
                step);
    return bounded(
        wrong,
        call,
        "generate_series(%s, %s, (%s))".formatted(call.text(0), END, step),
        call.text(1));
  }

  private static String dates(Written call, String step, boolean days) {
    DataType element = ((Array) call.type()).element();
    String interval = days ? Times.millis("(" + step + ")") : Times.months("(" + step + ")");
    String span = days ? "%s // 86400000 * 86400000000" : "CAST(%s AS HUGEINT) * 2419200000000";
    String difference =
        "(epoch_us(CAST(%s AS TIMESTAMP)) - epoch_us(CAST(%s AS TIMESTAMP)))"
            .formatted(call.text(1), call.text(0));
    String size =
        days ? "(CAST((" + step + ") AS HUGEINT) * 1000)" : span.formatted("(" + step + ")");
    String series =
        "generate_series(CAST(%s AS TIMESTAMP), CAST(%s AS TIMESTAMP), %s)"
            .formatted(call.text(0), END, interval);
    if (element == DataType.Simple.DATE) {
      series = "CAST(" + series + " AS DATE[])";
    }
    String wrong =
        ("(%s) = 0 OR (%s > 0 AND (%s) < 0) OR (%s < 0 AND (%s) > 0)"
                + " OR %s // nullif(%s, 0) >= 10000")
            .formatted(step, difference, step, difference, step, difference, size);
    return bounded(wrong, call, series, call.text(1));
  }

  /**
   * A series or a failure. The series of wrong bounds has no end, so that it stays empty even if
   * the engine makes it in vain.
   */
  private static String bounded(String wrong, Written call, String series, String end) {
    String safeEnd = "CASE WHEN " + wrong + " THEN NULL ELSE " + end + " END";
    return "(CASE WHEN %s THEN %s ELSE %s END)"
        .formatted(
            wrong,
            call.failure(ErrorCode.INVALID_FUNCTION_ARGUMENT, SEQUENCE),
            series.replace(END, safeEnd));
  }
}
