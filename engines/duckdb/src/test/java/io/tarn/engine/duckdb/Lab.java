package io.tarn.engine.duckdb;

import io.tarn.engine.EngineQuery;
import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.FileAccess;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.TypeText;
import io.tarn.sql.AnalysedQuery;
import io.tarn.sql.Catalogue;
import io.tarn.sql.OutputColumn;
import io.tarn.sql.Session;
import io.tarn.sql.SqlFrontEnd;
import io.tarn.sql.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/** A front end and an engine over a folder of Parquet files; the database is {@code lab}. */
final class Lab implements AutoCloseable, Catalogue, FileAccess {
  static final Limits LIMITS = new Limits(Duration.ofSeconds(300), 1L << 28);

  private static final Instant NOW = Instant.parse("2026-03-01T12:34:56.789Z");
  private static final int MAX_ROWS = 10_000;

  private final Path tables;
  private final Path results;
  private final DuckDbEngine engine;
  private final ResultFiles reader;
  private final SqlFrontEnd frontEnd = new SqlFrontEnd();
  private final Map<TableName, TableSnapshot> snapshots = new HashMap<>();
  private final Map<URI, Path> files = new HashMap<>();
  private final AtomicInteger leases = new AtomicInteger();

  Lab(Path folder) throws IOException {
    this.tables = Files.createDirectories(folder.resolve("tables"));
    this.results = Files.createDirectories(folder.resolve("results"));
    this.engine =
        new DuckDbEngine(
            new DuckDbSettings(
                256L << 20, 2, 4, folder.resolve("temporary"), 1L << 30, this.results),
            this);
    this.reader = new ResultFiles(64L << 20, this.results, folder.resolve("reading"));
  }

  /** An answer: Trino's names of the columns' types, and the rows as the API's JSON has them. */
  record Answer(List<OutputColumn> columns, List<List<@Nullable Object>> rows, Path file) {
    String types() {
      return columns.stream().map(c -> c.type().toString()).collect(Collectors.joining(", "));
    }

    /** The rows as JSON text, without the brackets around them. */
    String text() {
      return rows.stream().map(Json::text).collect(Collectors.joining(", "));
    }
  }

  /**
   * Makes a table.
   *
   * @param columns as {@code id bigint; name varchar}
   * @param query DuckDB's query of its rows
   */
  void table(String name, String columns, String query) throws SQLException, IOException {
    List<Column> list = new ArrayList<>();
    StringBuilder ids = new StringBuilder();
    for (String column : columns.split("; *")) {
      String[] parts = column.split(" ", 2);
      list.add(new Column(list.size() + 1, parts[0], TypeText.parse(parts[1]), true, null));
      ids.append(ids.isEmpty() ? "" : ", ").append(parts[0]).append(": ").append(list.size());
    }
    Path file = tables.resolve(name + ".parquet");
    try (Connection connection = new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute(
          "COPY (%s) TO '%s' (FORMAT parquet, FIELD_IDS {%s})".formatted(query, file, ids));
    }
    URI uri = URI.create("s3://curated/" + name + ".parquet");
    files.put(uri, file);
    TableName full = new TableName("lab", name);
    snapshots.put(
        full,
        new TableSnapshot(
            full, 1L, list, List.of(new DataFile(uri, Files.size(file), 0, List.of()))));
  }

  AnalysedQuery analyse(String sql) {
    return frontEnd.analyse(frontEnd.parse(sql, List.of()), new Session("lab", "ann", NOW), this);
  }

  RunningQuery start(String sql, Limits limits) {
    AnalysedQuery query = analyse(sql);
    UUID id = UUID.randomUUID();
    return engine.start(
        new EngineQuery(
            id,
            query.written(Target.DUCKDB),
            query.tables(),
            query.columns(),
            limits,
            results.resolve(id + ".parquet")));
  }

  Path result(UUID query) {
    return results.resolve(query + ".parquet");
  }

  /**
   * @throws ProblemException what the front end refuses, or why the query failed
   */
  Answer answer(String sql) throws InterruptedException {
    RunningQuery running = start(sql, LIMITS);
    Path file = result(running.id());
    return switch (running.await()) {
      case Outcome.Succeeded _ -> {
        List<OutputColumn> columns = analyse(sql).columns();
        yield new Answer(columns, reader.json(file, columns, 0, MAX_ROWS), file);
      }
      case Outcome.Failed failed -> throw new ProblemException(failed.code(), failed.detail());
      case Outcome.Cancelled _ -> throw new IllegalStateException("cancelled: " + sql);
    };
  }

  ResultFiles reader() {
    return reader;
  }

  DuckDbEngine engine() {
    return engine;
  }

  int leases() {
    return leases.get();
  }

  /** What lies in the folder of results, beside the reader's own folder. */
  List<Path> leftovers() throws IOException {
    try (Stream<Path> all = Files.list(results)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Override
  public List<String> databases() {
    return List.of("lab");
  }

  @Override
  public List<String> tables(String database) {
    return snapshots.keySet().stream().map(TableName::table).sorted().toList();
  }

  @Override
  public Optional<TableSnapshot> table(TableName name) {
    return Optional.ofNullable(snapshots.get(name));
  }

  @Override
  public List<Path> roots() {
    return List.of(tables);
  }

  @Override
  public Lease open(Collection<URI> objects) {
    leases.incrementAndGet();
    return new Lease() {
      @Override
      public Path path(URI object) {
        Path path = files.get(object);
        if (path == null) {
          throw new IllegalArgumentException(object.toString());
        }
        return path;
      }

      @Override
      public void close() {
        leases.decrementAndGet();
      }
    };
  }

  @Override
  public void close() {
    engine.close();
    reader.close();
  }
}
