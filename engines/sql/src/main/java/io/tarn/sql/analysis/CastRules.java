package io.tarn.sql.analysis;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Field;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.type.Types;
import java.util.Set;

/** Which casts Trino has. */
final class CastRules {
  private static final Set<String> NUMBERS =
      Set.of(
          "boolean",
          "tinyint",
          "smallint",
          "integer",
          "bigint",
          "real",
          "double",
          "decimal",
          "varchar",
          "json");
  private static final Set<String> TIMES =
      Set.of("time", "time with time zone", "timestamp", "timestamp with time zone", "varchar");

  private CastRules() {}

  static boolean possible(DataType from, DataType to) {
    if (from == Simple.UNKNOWN || from.equals(to)) {
      return true;
    }
    String target = Types.base(to);
    return switch (Types.base(from)) {
      case "boolean", "tinyint", "smallint", "integer", "bigint", "real", "double", "decimal" ->
          NUMBERS.contains(target);
      case "varchar" ->
          NUMBERS.contains(target)
              || TIMES.contains(target)
              || Set.of("char", "varbinary", "date", "uuid").contains(target);
      case "char" ->
          (NUMBERS.contains(target) && !target.equals("decimal") && !target.equals("json"))
              || Set.of("char", "varbinary", "date", "timestamp", "timestamp with time zone")
                  .contains(target);
      case "varbinary" -> target.equals("uuid") || target.equals("varbinary");
      case "date" ->
          Set.of("varchar", "date", "timestamp", "timestamp with time zone", "json")
              .contains(target);
      case "time", "time with time zone" -> TIMES.contains(target);
      case "timestamp" -> TIMES.contains(target) || target.equals("date") || target.equals("json");
      case "timestamp with time zone" -> TIMES.contains(target) || target.equals("date");
      case "interval day to second", "interval year to month" -> target.equals("varchar");
      case "json" -> fromJson(to);
      case "uuid" -> target.equals("varchar") || target.equals("varbinary");
      case "array", "map", "row" -> nested(from, to);
      default -> false;
    };
  }

  private static boolean fromJson(DataType to) {
    return switch (to) {
      case Array array -> fromJson(array.element());
      case Map map -> possible(DataType.Varchar.UNBOUNDED, map.key()) && fromJson(map.value());
      case Row row -> row.fields().stream().map(Field::type).allMatch(CastRules::fromJson);
      default -> NUMBERS.contains(Types.base(to));
    };
  }

  private static boolean nested(DataType from, DataType to) {
    if (to == Simple.JSON) {
      return true;
    }
    return switch (from) {
      case Array a when to instanceof Array b -> possible(a.element(), b.element());
      case Map a when to instanceof Map b ->
          possible(a.key(), b.key()) && possible(a.value(), b.value());
      case Row a when to instanceof Row b -> {
        if (a.fields().size() != b.fields().size()) {
          yield false;
        }
        for (int i = 0; i < a.fields().size(); i++) {
          if (!possible(a.fields().get(i).type(), b.fields().get(i).type())) {
            yield false;
          }
        }
        yield true;
      }
      default -> false;
    };
  }
}
