package io.tarn.engine.contract;

import java.util.function.Supplier;

/** A group of facts about the engine of the present test. */
abstract class ContractGroup {
  private final Supplier<Workbench> bench;

  ContractGroup(Supplier<Workbench> bench) {
    this.bench = bench;
  }

  final Workbench bench() {
    return bench.get();
  }
}
