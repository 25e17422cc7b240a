package io.tarn.sql.function;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.type.Types;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    boolean greatest = name.equals("greatest");
    String nulls = joined(call, " OR ", "%s IS NULL");
    String extreme;
    if (greatest && Types.isFloating(type)) {
      String numbers = joined(call, ", ", "CASE WHEN isnan(%1$s) THEN NULL ELSE %1$s END");
      extreme = "coalesce(greatest(" + numbers + "), " + call.text(0) + ")";
    } else if (greatest && (type instanceof Array || type instanceof Row)) {
      extreme = last(call);
    } else {
      extreme = name + "(" + joined(call, ", ", "%s") + ")";
    }
    return "(CASE WHEN " + nulls + " THEN NULL ELSE " + extreme + " END)";
  }

  private static String joined(Written call, String separator, String form) {
    return IntStream.range(0, call.size())
        .mapToObj(i -> form.formatted(call.text(i)))
        .collect(Collectors.joining(separator));
  }

  /** The last by an order in which NULL and NaN inside of a value come first, as Trino has it. */
  private static String last(Written call) {
    String entries =
        IntStream.range(0, call.size())
            .mapToObj(
                i ->
                    "struct_pack(k := %s, v := %s)"
                        .formatted(key(call, call.type(i), call.text(i)), call.text(i)))
            .collect(Collectors.joining(", "));
    return "struct_extract(list_sort([" + entries + "], 'ASC', 'NULLS FIRST')[-1], 'v')";
  }

  private static String key(Written call, DataType type, String value) {
    return switch (type) {
      case Array(DataType element) -> {
        String name = call.name();
        yield "list_transform(%s, lambda %s: struct_pack(n := %s IS NOT NULL, v := %s))"
            .formatted(value, name, name, key(call, element, name));
      }
      case Row row -> {
        StringBuilder text = new StringBuilder("struct_pack(");
        for (int i = 0; i < row.fields().size(); i++) {
          String field = "struct_extract(" + value + ", 'f" + i + "')";
          text.append(i == 0 ? "n" : ", n").append(i).append(" := ").append(field);
          text.append(" IS NOT NULL, v").append(i).append(" := ");
          text.append(key(call, row.fields().get(i).type(), field));
        }
        yield text.append(')').toString();
      }
      default ->
          Types.isFloating(type)
              ? "struct_pack(n := NOT isnan(%s), v := %s)".formatted(value, value)
              : value;
    };
  }
}
