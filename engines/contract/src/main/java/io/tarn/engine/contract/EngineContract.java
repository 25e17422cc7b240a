package io.tarn.engine.contract;

import io.tarn.engine.Engine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every engine promises. A subclass says how the engine is made; each test gets a fresh one.
 */
public abstract class EngineContract {
  private @Nullable Workbench bench;

  /** Makes an engine, which the suite closes. */
  protected abstract Engine engine(EngineSetup setup);

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = new Workbench(folder, this::engine);
  }

  @AfterEach
  void close() {
    bench().close();
  }

  private Workbench bench() {
    if (bench == null) {
      throw new IllegalStateException("no test runs");
    }
    return bench;
  }

  @Nested
  class Answers extends AnswersContract {
    Answers() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Types extends TypesContract {
    Types() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class PinnedSnapshots extends SnapshotsContract {
    PinnedSnapshots() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class PositionDeletes extends PositionDeletesContract {
    PositionDeletes() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Cancellation extends CancellationContract {
    Cancellation() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Limits extends LimitsContract {
    Limits() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Failures extends FailuresContract {
    Failures() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Statistics extends StatisticsContract {
    Statistics() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Concurrency extends ConcurrencyContract {
    Concurrency() {
      super(EngineContract.this::bench);
    }
  }

  @Nested
  class Closing extends ClosingContract {
    Closing() {
      super(EngineContract.this::bench);
    }
  }
}
