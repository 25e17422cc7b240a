package io.tarn.engine.duckdb;

import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.FileAccess;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.DataType;
import io.tarn.kernel.type.DataType.Array;
import io.tarn.kernel.type.DataType.Map;
import io.tarn.kernel.type.DataType.Row;
import io.tarn.sql.duckdb.DuckDbTypes;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a pinned table as a table expression of DuckDB with columns {@code c0…cn}: the files are
 * read by field id, so that columns that were renamed, added or widened after a file was written
 * are right; rows that position delete files name are left out.
 */
final class TableText {
  private final FileAccess.Lease files;

  TableText(FileAccess.Lease files) {
    this.files = files;
  }

  String write(TableSnapshot table) {
    List<String> plain = new ArrayList<>();
    List<String> deleted = new ArrayList<>();
    Set<URI> deletes = new LinkedHashSet<>();
    for (DataFile file : table.files()) {
      String path = quoted(files.path(file.uri()).toString());
      if (file.positionDeletes().isEmpty()) {
        plain.add(path);
      } else {
        deleted.add(path);
        deletes.addAll(file.positionDeletes());
      }
    }
    List<String> parts = new ArrayList<>();
    if (!plain.isEmpty()) {
      parts.add("SELECT " + columns(table) + " FROM " + read(table, plain) + " AS f");
    }
    if (!deleted.isEmpty()) {
      parts.add(withoutDeleted(table, deleted, deletes));
    }
    if (parts.isEmpty()) {
      parts.add("SELECT " + nothing(table) + " WHERE false");
    }
    return "(" + String.join(" UNION ALL ", parts) + ")";
  }

  /** Position deletes name a file by its URI in the store (Iceberg's specification). */
  private String withoutDeleted(TableSnapshot table, List<String> paths, Set<URI> deletes) {
    StringBuilder names = new StringBuilder();
    for (DataFile file : table.files()) {
      if (!file.positionDeletes().isEmpty()) {
        names.append(names.isEmpty() ? "" : ", ");
        names.append("(").append(quoted(file.uri().toString())).append(", ");
        names.append(quoted(files.path(file.uri()).toString())).append(")");
      }
    }
    List<String> deletePaths =
        deletes.stream().map(uri -> quoted(files.path(uri).toString())).toList();
    return ("SELECT %s FROM %s AS f ANTI JOIN (SELECT n.path, d.pos FROM read_parquet([%s],"
            + " schema = MAP{2147483546: {name: 'file_path', type: 'VARCHAR', default_value: NULL},"
            + " 2147483545: {name: 'pos', type: 'BIGINT', default_value: NULL}}) AS d"
            + " JOIN (VALUES %s) AS n(uri, path) ON d.file_path = n.uri) AS x"
            + " ON f.filename = x.path AND f.file_row_number = x.pos")
        .formatted(columns(table), read(table, paths), String.join(", ", deletePaths), names);
  }

  private static String read(TableSnapshot table, List<String> paths) {
    StringBuilder schema = new StringBuilder();
    for (int i = 0; i < table.columns().size(); i++) {
      Column column = table.columns().get(i);
      schema.append(i == 0 ? "" : ", ").append(column.id());
      schema.append(": {name: 'c").append(i).append("', type: ");
      schema.append(quoted(storedType(column.type()))).append(", default_value: NULL}");
    }
    return "read_parquet([" + String.join(", ", paths) + "], schema = MAP{" + schema + "})";
  }

  private static String columns(TableSnapshot table) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table.columns().size(); i++) {
      text.append(i == 0 ? "" : ", ");
      text.append(renamed("f.c" + i, table.columns().get(i).type(), 0)).append(" AS c").append(i);
    }
    return text.isEmpty() ? "1 AS c0" : text.toString();
  }

  private static String nothing(TableSnapshot table) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < table.columns().size(); i++) {
      text.append(i == 0 ? "" : ", ").append("CAST(NULL AS ");
      text.append(DuckDbTypes.name(table.columns().get(i).type())).append(") AS c").append(i);
    }
    return text.isEmpty() ? "1 AS c0" : text.toString();
  }

  private static boolean holdsRow(DataType type) {
    return switch (type) {
      case Array(DataType element) -> holdsRow(element);
      case Map(DataType key, DataType value) -> holdsRow(key) || holdsRow(value);
      case Row _ -> true;
      default -> false;
    };
  }

  /** The type as the file has it: structs with their own field names. */
  private static String storedType(DataType type) {
    if (!holdsRow(type)) {
      return DuckDbTypes.name(type);
    }
    return switch (type) {
      case Array(DataType element) -> storedType(element) + "[]";
      case Map(DataType key, DataType value) ->
          "MAP(" + storedType(key) + ", " + storedType(value) + ")";
      case Row row -> {
        StringBuilder text = new StringBuilder("STRUCT(");
        for (DataType.Field field : row.fields()) {
          text.append(text.length() > 7 ? ", " : "").append(identifier(field));
          text.append(' ').append(storedType(field.type()));
        }
        yield text.append(')').toString();
      }
      default -> DuckDbTypes.name(type);
    };
  }

  private static String identifier(DataType.Field field) {
    String name = field.name();
    if (name == null) {
      throw new IllegalArgumentException("a stored row has a field without a name");
    }
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The value with structs whose fields are {@code f0…fn}. */
  private static String renamed(String value, DataType type, int depth) {
    if (!holdsRow(type)) {
      return value;
    }
    String name = "e" + depth;
    return switch (type) {
      case Array(DataType element) ->
          "list_transform(%s, lambda %s: %s)"
              .formatted(value, name, renamed(name, element, depth + 1));
      case Map(DataType key, DataType item) ->
          "map(%s, %s)"
              .formatted(
                  renamed("map_keys(" + value + ")", new Array(key), depth + 1),
                  renamed("map_values(" + value + ")", new Array(item), depth + 1));
      case Row row -> {
        StringBuilder text = new StringBuilder("CASE WHEN " + value + " IS NULL THEN NULL ELSE");
        text.append(" struct_pack(");
        for (int i = 0; i < row.fields().size(); i++) {
          DataType.Field field = row.fields().get(i);
          text.append(i == 0 ? "f" : ", f").append(i).append(" := ");
          String part =
              "struct_extract(" + value + ", " + quoted(String.valueOf(field.name())) + ")";
          text.append(renamed(part, field.type(), depth + 1));
        }
        yield text.append(") END").toString();
      }
      default -> value;
    };
  }

  static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
