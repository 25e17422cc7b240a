package io.tarn.sql.function;

import java.util.List;

/** Functions on JSON, which is held as text in its normal form. */
final class Jsons {
  private Jsons() {}

  static void addTo(FunctionTable table) {
    table.scalar("json_parse(varchar(x)) json").duckdb("tarn_json_parse($1)");
    table.scalar("json_format(json) varchar").duckdb("$1");
    for (String type : List.of("json", "varchar(x)")) {
      table
          .scalar("json_extract(" + type + ", varchar(y)) json")
          .duckdb("tarn_json_extract($1, $2)");
      table
          .scalar(
              "json_extract_scalar("
                  + type
                  + ", varchar(y)) "
                  + (type.equals("json") ? "varchar" : "varchar(x)"))
          .duckdb("tarn_json_extract_scalar($1, $2)");
      table.scalar("json_size(" + type + ", varchar(y)) bigint").duckdb("tarn_json_size($1, $2)");
      table.scalar("json_array_length(" + type + ") bigint").duckdb("tarn_json_array_length($1)");
      table
          .scalar("json_array_get(" + type + ", bigint) json")
          .duckdb("tarn_json_array_get($1, $2)");
      table.scalar("is_json_scalar(" + type + ") boolean").duckdb("tarn_is_json_scalar($1)");
      table
          .scalar("json_array_contains(" + type + ", varchar(y)) boolean")
          .duckdb("tarn_json_contains_text($1, $2)");
      table
          .scalar("json_array_contains(" + type + ", bigint) boolean")
          .duckdb("tarn_json_contains_whole($1, $2)");
      table
          .scalar("json_array_contains(" + type + ", double) boolean")
          .duckdb("tarn_json_contains_double($1, $2)");
      table
          .scalar("json_array_contains(" + type + ", boolean) boolean")
          .duckdb("tarn_json_contains_boolean($1, $2)");
    }
  }
}
