package io.tarn.engine.duckdb;

import io.tarn.engine.Capability;
import io.tarn.engine.Engine;
import io.tarn.engine.EngineQuery;
import io.tarn.engine.RunningQuery;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.FileAccess;
import io.tarn.sql.Target;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/** The engine in the process: DuckDB over the data files' local paths. Thread-safe. */
public final class DuckDbEngine implements Engine {
  private final DuckDbSettings settings;
  private final FileAccess files;

  /** Starts DuckDB; {@code files} stays the caller's to close. */
  public DuckDbEngine(DuckDbSettings settings, FileAccess files) {
    this.settings = Objects.requireNonNull(settings);
    this.files = Objects.requireNonNull(files);
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
    throw new ProblemException(
        ErrorCode.NOT_SUPPORTED, "Not run yet: " + query.id() + settings + files);
  }

  @Override
  public void close() {
    // nothing is open yet
  }
}
