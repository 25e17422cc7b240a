package io.tarn.engine.duckdb;

import io.tarn.engine.Engine;
import io.tarn.engine.contract.EngineContract;
import io.tarn.engine.contract.EngineSetup;

class DuckDbEngineTest extends EngineContract {
  @Override
  protected Engine engine(EngineSetup setup) {
    return new DuckDbEngine(
        new DuckDbSettings(
            256 << 20,
            2,
            setup.concurrentQueries(),
            setup.temporaryFolder(),
            1 << 30,
            setup.resultFolder()),
        setup.files());
  }
}
