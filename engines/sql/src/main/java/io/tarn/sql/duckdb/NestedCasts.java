package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.sql.tree.Spot;

/** Casts of arrays, maps and rows, part by part. */
final class NestedCasts {
  private final CastWriter casts;

  NestedCasts(CastWriter casts) {
    this.casts = casts;
  }

  String write(String value, DataType from, DataType to, Spot spot) {
    if (DuckDbTypes.name(from).equals(DuckDbTypes.name(to)) && sameText(from, to)) {
      return value;
    }
    return switch (from) {
      case Array(DataType element) when to instanceof Array(DataType target) -> {
        if (element == Simple.UNKNOWN) {
          yield "CAST(" + value + " AS " + DuckDbTypes.name(to) + ")";
        }
        String name = casts.expressions().writing().name("v");
        yield "list_transform(%s, lambda %s: %s)"
            .formatted(value, name, casts.write(name, element, target, spot));
      }
      case Map(DataType key, DataType item)
          when to instanceof Map(DataType newKey, DataType newItem) -> {
        if (key == Simple.UNKNOWN) {
          yield "CAST(" + value + " AS " + DuckDbTypes.name(to) + ")";
        }
        yield "map(%s, %s)"
            .formatted(
                write("map_keys(" + value + ")", new Array(key), new Array(newKey), spot),
                write("map_values(" + value + ")", new Array(item), new Array(newItem), spot));
      }
      case Row row when to instanceof Row target -> {
        StringBuilder text = new StringBuilder("(CASE WHEN " + value + " IS NULL THEN NULL ELSE");
        text.append(" struct_pack(");
        for (int i = 0; i < row.fields().size(); i++) {
          text.append(i == 0 ? "f" : ", f").append(i).append(" := ");
          text.append(
              casts.write(
                  "struct_extract(" + value + ", 'f" + i + "')",
                  row.fields().get(i).type(),
                  target.fields().get(i).type(),
                  spot));
        }
        yield text.append(") END)").toString();
      }
      default -> throw CastWriter.notSupported(from, to, spot);
    };
  }

  /** Whether equal type names of DuckDB mean that values stay what they are. */
  private static boolean sameText(DataType from, DataType to) {
    return switch (from) {
      case Array(DataType element) when to instanceof Array(DataType target) ->
          sameText(element, target);
      case Map(DataType key, DataType item)
          when to instanceof Map(DataType newKey, DataType newItem) ->
          sameText(key, newKey) && sameText(item, newItem);
      case Row row when to instanceof Row target -> {
        boolean same = true;
        for (int i = 0; i < row.fields().size(); i++) {
          same &= sameText(row.fields().get(i).type(), target.fields().get(i).type());
        }
        yield same;
      }
      case DataType.Varchar a when to instanceof DataType.Varchar b ->
          b.length() == null || (a.length() != null && a.length() <= b.length());
      case DataType.Timestamp a when to instanceof DataType.Timestamp b ->
          b.precision() >= a.precision();
      default -> from.equals(to);
    };
  }
}
