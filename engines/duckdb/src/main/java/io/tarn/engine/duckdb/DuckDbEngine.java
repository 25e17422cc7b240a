package io.tarn.engine.duckdb;

import io.tarn.engine.Capability;
import io.tarn.engine.Engine;
import io.tarn.engine.EngineQuery;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.FileAccess;
import io.tarn.sql.Target;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The engine in the process: DuckDB over the data files' local paths. Thread-safe. */
public final class DuckDbEngine implements Engine {
  private static final long WATCH_MILLIS = 20;

  private final DuckDbSettings settings;
  private final FileAccess files;
  private final DuckDb database;
  private final Semaphore places;
  private final Set<DuckDbRun> runs = Collections.newSetFromMap(new ConcurrentHashMap<>());
  private final ScheduledExecutorService watcher;
  private final ScheduledFuture<?> watching;
  private volatile boolean closed;

  /** Starts DuckDB; {@code files} stays the caller's to close. */
  public DuckDbEngine(DuckDbSettings settings, FileAccess files) {
    this.settings = settings;
    this.files = files;
    List<Path> folders = new ArrayList<>(files.roots());
    folders.add(settings.resultFolder());
    folders.add(settings.temporaryFolder());
    this.database =
        new DuckDb(
            settings.memoryBytes(),
            settings.threads(),
            settings.temporaryFolder(),
            settings.temporaryBytes(),
            folders,
            false);
    this.places = new Semaphore(settings.concurrentQueries());
    this.watcher =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("duckdb-watch").factory());
    this.watching =
        watcher.scheduleWithFixedDelay(
            () -> runs.forEach(DuckDbRun::watch),
            WATCH_MILLIS,
            WATCH_MILLIS,
            TimeUnit.MILLISECONDS);
  }

  @Override
  public Target target() {
    return Target.DUCKDB;
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.CANCEL, Capability.POSITION_DELETES);
  }

  @Override
  public RunningQuery start(EngineQuery query) {
    if (query.sql().target() != Target.DUCKDB) {
      throw new IllegalArgumentException("SQL for " + query.sql().target());
    }
    if (!query.result().startsWith(settings.resultFolder())) {
      throw new IllegalArgumentException(
          query.result() + " is not below " + settings.resultFolder());
    }
    if (closed) {
      throw new ProblemException(ErrorCode.SERVICE_UNAVAILABLE, "The engine is closed.");
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(
          ErrorCode.TOO_MANY_REQUESTS,
          "The engine runs as many queries as it can: try again when one has ended.");
    }
    DuckDbRun run = new DuckDbRun(query, database, files, places::release);
    runs.add(run);
    if (closed) {
      run.cancel();
    }
    Thread.ofPlatform()
        .daemon()
        .name("duckdb-" + query.id())
        .start(
            () -> {
              run.run();
              runs.remove(run);
            });
    return run;
  }

  @Override
  public void close() {
    closed = true;
    runs.forEach(DuckDbRun::cancel);
    places.acquireUninterruptibly(settings.concurrentQueries());
    places.release(settings.concurrentQueries());
    watching.cancel(false);
    watcher.shutdown();
    database.close();
  }
}
