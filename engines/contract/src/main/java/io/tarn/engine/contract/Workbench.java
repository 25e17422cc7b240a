package io.tarn.engine.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.engine.Engine;
import io.tarn.engine.EngineQuery;
import io.tarn.engine.Limits;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.Ids;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.DataFile;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.TypeText;
import io.tarn.sql.AnalysedQuery;
import io.tarn.sql.Catalogue;
import io.tarn.sql.Session;
import io.tarn.sql.SqlFrontEnd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An engine under test with a store of data files, and the ways to make and ask tables. */
final class Workbench implements AutoCloseable {
  static final int CONCURRENT_QUERIES = 3;
  static final Duration PATIENCE = Duration.ofSeconds(60);
  static final Limits LIMITS = new Limits(Duration.ofMinutes(5), 1 << 30);

  private static final String DATABASE = "contract";

  private final SqlFrontEnd frontEnd = new SqlFrontEnd();
  private final ParquetFiles parquet = new ParquetFiles();
  private final AtomicInteger fileNumbers = new AtomicInteger();
  private final AtomicLong snapshotIds = new AtomicLong(1L << 60);
  private final StoredFiles files;
  private final Path results;
  private final Engine engine;

  Workbench(Path folder, Function<EngineSetup, Engine> engines) {
    this.files = new StoredFiles(folder.resolve("store"));
    this.results = folder.resolve("results");
    try {
      Files.createDirectories(files.roots().getFirst());
      Files.createDirectories(results);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.engine =
        engines.apply(
            new EngineSetup(files, folder.resolve("temporary"), results, CONCURRENT_QUERIES));
  }

  Engine engine() {
    return engine;
  }

  StoredFiles files() {
    return files;
  }

  /** A column that may be NULL. */
  static Column column(int id, String name, String type) {
    return new Column(id, name, TypeText.parse(type), true, null);
  }

  /** Writes a data file of a SELECT in DuckDB's SQL. */
  DataFile file(List<Column> columns, String select) {
    URI uri = files.uri("data-" + fileNumbers.incrementAndGet() + ".parquet");
    long rows = parquet.write(files.path(uri), columns, select);
    return new DataFile(uri, size(files.path(uri)), rows, List.of());
  }

  /** The same data file with these rows deleted by a position delete file. */
  DataFile without(DataFile file, long... positions) {
    URI uri = files.uri("deletes-" + fileNumbers.incrementAndGet() + ".parquet");
    parquet.writeDeletes(files.path(uri), file.uri(), positions);
    List<URI> deletes = new ArrayList<>(file.positionDeletes());
    deletes.add(uri);
    return new DataFile(file.uri(), file.bytes(), file.rows(), deletes);
  }

  /** A snapshot of a table of these files. */
  TableSnapshot snapshot(String table, List<Column> columns, DataFile... dataFiles) {
    return new TableSnapshot(
        new TableName(DATABASE, table),
        snapshotIds.incrementAndGet(),
        columns,
        Arrays.asList(dataFiles));
  }

  /** A table of whole numbers from 0 in the column {@code id}. */
  TableSnapshot numbers(String table, int count) {
    List<Column> columns = List.of(column(1, "id", "bigint"));
    return snapshot(table, columns, file(columns, "SELECT range FROM range(" + count + ")"));
  }

  /** A query of this table that would run for days, with little memory and no result until then. */
  static String endless(TableSnapshot numbers) {
    String name = numbers.name().table();
    return "SELECT count(*) FROM %s a CROSS JOIN %s b CROSS JOIN %s c WHERE a.id + b.id + c.id = -1"
        .formatted(name, name, name);
  }

  /** What the front end makes of the statement over these tables. */
  EngineQuery query(String sql, Limits limits, TableSnapshot... tables) {
    AnalysedQuery analysed =
        frontEnd.analyse(
            frontEnd.parse(sql, List.of()),
            new Session(DATABASE, "tester", Instant.parse("2026-01-01T00:00:00Z")),
            new FixedCatalogue(List.of(tables)));
    UUID id = Ids.next();
    return new EngineQuery(
        id,
        analysed.written(engine.target()),
        analysed.tables(),
        analysed.columns(),
        limits,
        results.resolve(id + ".parquet"));
  }

  RunningQuery start(String sql, TableSnapshot... tables) {
    return engine.start(query(sql, LIMITS, tables));
  }

  /** The outcome, for which the test waits. */
  static Outcome await(RunningQuery running) throws InterruptedException {
    return running
        .await(PATIENCE)
        .orElseThrow(() -> new AssertionError("The query did not end within " + PATIENCE));
  }

  Outcome run(String sql, TableSnapshot... tables) throws InterruptedException {
    return await(start(sql, tables));
  }

  /** The answer's rows, each value as text. */
  List<List<@Nullable String>> rows(String sql, TableSnapshot... tables)
      throws InterruptedException {
    return parquet.rows(succeed(query(sql, LIMITS, tables)));
  }

  /** The names of the columns in the answer's file. */
  List<String> resultColumns(String sql, TableSnapshot... tables) throws InterruptedException {
    return parquet.columns(succeed(query(sql, LIMITS, tables)));
  }

  private Path succeed(EngineQuery query) throws InterruptedException {
    Outcome outcome = await(engine.start(query));
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    return query.result();
  }

  /** All that lies in the folder of results. */
  List<Path> resultFiles() {
    try (var list = Files.list(results)) {
      return list.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    engine.close();
    parquet.close();
  }

  private record FixedCatalogue(List<TableSnapshot> known) implements Catalogue {
    @Override
    public List<String> databases() {
      return List.of(DATABASE);
    }

    @Override
    public List<String> tables(String database) {
      return known.stream().map(table -> table.name().table()).sorted().toList();
    }

    @Override
    public Optional<TableSnapshot> table(TableName name) {
      return known.stream().filter(table -> table.name().equals(name)).findFirst();
    }
  }
}
