package io.tarn.engine.duckdb;

import io.tarn.engine.EngineQuery;
import io.tarn.engine.Outcome;
import io.tarn.engine.RunningQuery;
import io.tarn.engine.Statistics;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.FileAccess;
import io.tarn.kernel.table.TableSnapshot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One query from its start to its end. */
final class DuckDbRun implements RunningQuery, Runnable {
  private static final Logger LOG = System.getLogger(DuckDbRun.class.getName());

  private final EngineQuery query;
  private final DuckDb database;
  private final FileAccess files;
  private final Runnable onEnd;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final long started = System.nanoTime();
  private final Path partial;
  private @Nullable Statement running;
  private @Nullable ErrorCode stopped;
  private volatile @Nullable Outcome outcome;

  /**
   * @param onEnd called once before the outcome is known
   */
  DuckDbRun(EngineQuery query, DuckDb database, FileAccess files, Runnable onEnd) {
    this.query = query;
    this.database = database;
    this.files = files;
    this.onEnd = onEnd;
    this.partial = query.result().resolveSibling(query.result().getFileName() + ".part");
  }

  @Override
  public UUID id() {
    return query.id();
  }

  @Override
  public void run() {
    Outcome end;
    try {
      end = execute();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "query " + query.id() + " ended unexpectedly", e);
      end = failed(ErrorCode.INTERNAL_ERROR, "The engine could not run the statement.");
    }
    if (!(end instanceof Outcome.Succeeded)) {
      discard();
    }
    onEnd.run();
    outcome = end;
    ended.countDown();
  }

  private Outcome execute() {
    Set<URI> objects = new LinkedHashSet<>();
    for (TableSnapshot table : query.tables()) {
      table
          .files()
          .forEach(
              file -> {
                objects.add(file.uri());
                objects.addAll(file.positionDeletes());
              });
    }
    try (FileAccess.Lease lease = files.open(objects)) {
      return copy(lease);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Cancelled(statistics(0));
    } catch (ProblemException e) {
      return failed(e.code(), e.detail());
    }
  }

  private Outcome copy(FileAccess.Lease lease) {
    List<TableSnapshot> tables = query.tables();
    TableText texts = new TableText(lease);
    String sql = query.sql().text(number -> texts.write(tables.get(number)));
    String copy =
        "COPY (%s) TO %s (FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)"
            .formatted(sql, TableText.quoted(partial.toString()));
    try {
      Connection connection = database.connection();
      boolean sound = false;
      long rows;
      try (Statement statement = connection.createStatement()) {
        if (!begin(statement)) {
          sound = true;
          return interrupted();
        }
        try {
          rows = statement.executeLargeUpdate(copy);
        } finally {
          end();
        }
        sound = true;
      } finally {
        database.back(connection, sound);
      }
      return finished(rows);
    } catch (SQLException e) {
      if (stopReason() != null) {
        return interrupted();
      }
      Errors.Read read = Errors.read(e);
      if (read.code() == ErrorCode.INTERNAL_ERROR) {
        if (diskIsFull()) {
          return failed(ErrorCode.STORAGE_FULL, "There is no room for the result.");
        }
        LOG.log(Level.ERROR, "query " + query.id() + " failed in DuckDB, SQL: " + copy, e);
      }
      return failed(read.code(), read.detail());
    }
  }

  private boolean diskIsFull() {
    try {
      return Files.getFileStore(partial.getParent()).getUsableSpace() < 1 << 20;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the free space of " + partial.getParent() + " is not known", e);
      return false;
    }
  }

  private Outcome finished(long rows) {
    try {
      if (Files.size(partial) > query.limits().maxResultBytes()) {
        return tooLarge();
      }
      Files.move(
          partial,
          query.result(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return new Outcome.Succeeded(statistics(rows));
    } catch (FileSystemException e) {
      LOG.log(Level.ERROR, "the result of " + query.id() + " cannot be kept", e);
      return failed(ErrorCode.STORAGE_FULL, "The result cannot be kept.");
    } catch (IOException e) {
      LOG.log(Level.ERROR, "the result of " + query.id() + " cannot be kept", e);
      return failed(ErrorCode.INTERNAL_ERROR, "The result cannot be kept.");
    }
  }

  private Outcome tooLarge() {
    return failed(
        ErrorCode.RESULT_TOO_LARGE,
        "The result is larger than " + query.limits().maxResultBytes() + " bytes.");
  }

  private synchronized boolean begin(Statement statement) {
    running = statement;
    return stopped == null;
  }

  private synchronized void end() {
    running = null;
  }

  private synchronized @Nullable ErrorCode stopReason() {
    return stopped;
  }

  private Outcome interrupted() {
    return switch (stopReason()) {
      case EXCEEDED_TIME_LIMIT ->
          failed(
              ErrorCode.EXCEEDED_TIME_LIMIT,
              "The query ran longer than " + query.limits().timeout().toMillis() + " ms.");
      case RESULT_TOO_LARGE -> tooLarge();
      case null, default -> new Outcome.Cancelled(statistics(0));
    };
  }

  private Outcome failed(ErrorCode code, String detail) {
    return new Outcome.Failed(code, detail, null, statistics(0));
  }

  private Statistics statistics(long rows) {
    long bytes = query.tables().stream().mapToLong(TableSnapshot::bytes).sum();
    return new Statistics(rows, bytes, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
  }

  private void discard() {
    try {
      Files.deleteIfExists(partial);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a partial result is left: " + partial, e);
    }
  }

  /** Stops the query if it has run too long or written too much. */
  void watch() {
    if (System.nanoTime() - started > query.limits().timeout().toNanos()) {
      stop(ErrorCode.EXCEEDED_TIME_LIMIT);
      return;
    }
    try {
      if (Files.exists(partial) && Files.size(partial) > query.limits().maxResultBytes()) {
        stop(ErrorCode.RESULT_TOO_LARGE);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the size of " + partial + " is not known now", e);
    }
  }

  private synchronized void stop(ErrorCode reason) {
    if (stopped == null) {
      stopped = reason;
    }
    if (running != null) {
      try {
        running.cancel();
      } catch (SQLException e) {
        LOG.log(Level.WARNING, "query " + query.id() + " cannot be interrupted", e);
      }
    }
  }

  @Override
  public Outcome await() throws InterruptedException {
    ended.await();
    return java.util.Objects.requireNonNull(outcome);
  }

  @Override
  public Optional<Outcome> await(Duration atMost) throws InterruptedException {
    return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS)
        ? Optional.of(await())
        : Optional.empty();
  }

  @Override
  public void cancel() {
    stop(ErrorCode.QUERY_CANCELLED);
  }
}
