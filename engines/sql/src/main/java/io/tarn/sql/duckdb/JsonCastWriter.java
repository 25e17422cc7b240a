package io.tarn.sql.duckdb;

import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.kernel.type.DataType.Simple;
import io.tarn.kernel.type.DataType.Timestamp;
import io.tarn.kernel.type.DataType.Varchar;
import io.tarn.sql.tree.Spot;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes casts from JSON and to JSON. From JSON, a function of the engine's adapter checks the text
 * against the type and brings it to a form of which DuckDB needs to cast strings only.
 */
final class JsonCastWriter {
  private final CastWriter casts;

  JsonCastWriter(CastWriter casts) {
    this.casts = casts;
  }

  String from(String value, DataType to, Spot spot) {
    refuseTexts(to, spot);
    String checked = "tarn_json_cast(" + value + ", " + Text.quoted(to.toString()) + ")";
    if (!isNested(to)) {
      return leaf(checked, to);
    }
    return built("from_json(" + checked + ", " + Text.quoted(structure(to)) + ")", to);
  }

  private static void refuseTexts(DataType type, Spot spot) {
    switch (type) {
      case Varchar varchar when varchar.length() != null ->
          throw CastWriter.notSupported(Simple.JSON, type, spot);
      case Array(DataType element) -> refuseTexts(element, spot);
      case Map(DataType key, DataType value) -> {
        refuseTexts(key, spot);
        refuseTexts(value, spot);
      }
      case Row row -> row.fields().forEach(field -> refuseTexts(field.type(), spot));
      default -> {}
    }
  }

  private static boolean isNested(DataType type) {
    return type instanceof Array || type instanceof Map || type instanceof Row;
  }

  private static String leaf(String text, DataType type) {
    String name = DuckDbTypes.name(type);
    return name.equals("VARCHAR") ? text : "CAST(" + text + " AS " + name + ")";
  }

  /** The shape of the JSON for {@code from_json}. */
  private static String structure(DataType type) {
    return switch (type) {
      case Array(DataType element) -> "[" + structure(element) + "]";
      case Map(DataType key, DataType value) ->
          "[{\"k\":" + structure(key) + ",\"v\":" + structure(value) + "}]";
      case Row row ->
          IntStream.range(0, row.fields().size())
              .mapToObj(i -> "\"f" + i + "\":" + structure(row.fields().get(i).type()))
              .collect(Collectors.joining(",", "{", "}"));
      default -> "\"VARCHAR\"";
    };
  }

  private String built(String value, DataType type) {
    return switch (type) {
      case Array(DataType element) -> {
        String name = casts.expressions().writing().name("v");
        yield "list_transform(%s, lambda %s: %s)".formatted(value, name, built(name, element));
      }
      case Map(DataType key, DataType item) -> {
        String name = casts.expressions().writing().name("v");
        yield "map_from_entries(list_transform(%s, lambda %s: struct_pack(k := %s, v := %s)))"
            .formatted(
                value,
                name,
                built("struct_extract(" + name + ", 'k')", key),
                built("struct_extract(" + name + ", 'v')", item));
      }
      case Row row -> {
        String name = casts.expressions().writing().name("v");
        String fields =
            IntStream.range(0, row.fields().size())
                .mapToObj(
                    i ->
                        "f%d := %s"
                            .formatted(
                                i,
                                built(
                                    "struct_extract(" + name + ", 'f" + i + "')",
                                    row.fields().get(i).type())))
                .collect(Collectors.joining(", "));
        yield "list_transform([%s], lambda %s: CASE WHEN %s IS NOT NULL THEN struct_pack(%s) END)[1]"
            .formatted(value, name, name, fields);
      }
      default -> leaf(value, type);
    };
  }

  /** The JSON text of a value; NULL stays NULL. */
  String to(String value, DataType from, Spot spot) {
    return switch (from) {
      case Simple.JSON -> value;
      case Simple.BOOLEAN, Simple.TINYINT, Simple.SMALLINT, Simple.INTEGER, Simple.BIGINT ->
          "CAST(" + value + " AS VARCHAR)";
      case DataType.Decimal _ -> "CAST(" + value + " AS VARCHAR)";
      case Simple.DOUBLE -> "tarn_json_double(" + value + ")";
      case Simple.REAL -> "tarn_json_real(" + value + ")";
      case Varchar _ -> "tarn_json_quote(" + value + ")";
      case Simple.DATE -> quotedText(value, from, spot);
      case Timestamp timestamp when !timestamp.withZone() -> quotedText(value, from, spot);
      case Array(DataType element) -> {
        String name = casts.expressions().writing().name("v");
        yield "('[' || array_to_string(list_transform(%s, lambda %s: coalesce(%s, 'null')), ',') || ']')"
            .formatted(value, name, to(name, element, spot));
      }
      case Map(DataType key, DataType item) -> {
        String name = casts.expressions().writing().name("v");
        String entry =
            "struct_pack(k := %s, v := coalesce(%s, 'null'))"
                .formatted(
                    casts.write(
                        "struct_extract(" + name + ", 'key')", key, Varchar.UNBOUNDED, spot),
                    to("struct_extract(" + name + ", 'value')", item, spot));
        yield ("('{' || array_to_string(list_transform(list_sort(list_transform(map_entries(%s),"
                + " lambda %s: %s)), lambda e: tarn_json_quote(e.k) || ':' || e.v), ',') || '}')")
            .formatted(value, name, entry);
      }
      case Row row -> {
        String fields =
            IntStream.range(0, row.fields().size())
                .mapToObj(
                    i -> {
                      DataType.Field field = row.fields().get(i);
                      String name = field.name() == null ? "" : field.name();
                      return Text.quoted(quoted(name) + ":")
                          + " || coalesce("
                          + to("struct_extract(" + value + ", 'f" + i + "')", field.type(), spot)
                          + ", 'null')";
                    })
                .collect(Collectors.joining(" || ',' || "));
        yield "(CASE WHEN " + value + " IS NOT NULL THEN '{' || " + fields + " || '}' END)";
      }
      default -> throw CastWriter.notSupported(from, Simple.JSON, spot);
    };
  }

  private String quotedText(String value, DataType from, Spot spot) {
    return "tarn_json_quote(" + casts.write(value, from, Varchar.UNBOUNDED, spot) + ")";
  }

  private static String quoted(String name) {
    return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
