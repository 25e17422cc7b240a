package io.tarn.sql;

import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.TypeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A catalogue with a few tables, and what the tests do with it. */
final class Shop implements Catalogue {
  static final Instant NOW = Instant.parse("2026-03-01T12:34:56.789123456Z");

  private static final SqlFrontEnd FRONT_END = new SqlFrontEnd();

  private final Map<TableName, TableSnapshot> tables = new HashMap<>();
  private final Map<TableName, Integer> asked = new HashMap<>();

  Shop() {
    add(
        "shop",
        "orders",
        "id bigint, customer varchar, amount decimal(12,2), quantity integer, price double,"
            + " day date, placed timestamp(6), paid boolean, tags array(varchar),"
            + " extra map(varchar,bigint), address row(city varchar,zip integer),"
            + " zoned timestamp(6) with time zone, raw varbinary");
    add("shop", "customers", "id bigint, name varchar, \"이름\" varchar, city varchar");
    add("archive", "orders", "id bigint, year integer");
  }

  private void add(String database, String table, String columns) {
    List<Column> list = new ArrayList<>();
    for (String column : columns.split(", ")) {
      String[] parts = column.replace("\"", "").split(" ", 2);
      list.add(new Column(list.size() + 1, parts[0], TypeText.parse(parts[1]), true, null));
    }
    TableName name = new TableName(database, table);
    tables.put(name, new TableSnapshot(name, 7L, list, List.of()));
  }

  static ParsedStatement parse(String sql, @Nullable Object... parameters) {
    return FRONT_END.parse(sql, java.util.Arrays.asList(parameters));
  }

  /** Analyses it as the user ann in the database shop. */
  AnalysedQuery analyse(String sql, @Nullable Object... parameters) {
    return FRONT_END.analyse(parse(sql, parameters), new Session("shop", "ann", NOW), this);
  }

  /** Analyses it and writes it for the engine. */
  static AnalysedQuery plan(String sql, @Nullable Object... parameters) {
    AnalysedQuery query = new Shop().analyse(sql, parameters);
    query.written(Target.DUCKDB);
    return query;
  }

  /** How often a table was asked for. */
  int asked(String database, String table) {
    return asked.getOrDefault(new TableName(database, table), 0);
  }

  @Override
  public List<String> databases() {
    return List.of("archive", "shop");
  }

  @Override
  public List<String> tables(String database) {
    return tables.keySet().stream()
        .filter(name -> name.database().equals(database))
        .map(TableName::table)
        .sorted()
        .toList();
  }

  @Override
  public Optional<TableSnapshot> table(TableName name) {
    asked.merge(name, 1, Integer::sum);
    return Optional.ofNullable(tables.get(name));
  }
}
