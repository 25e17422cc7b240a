package io.tarn.kernel;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Makes the ids of Tarn's resources: UUID version 7 (RFC 9562), which sort by time of creation. */
public final class Ids {
  private Ids() {}

  /** A new id; later calls in this process give greater ids. Thread-safe. */
  public static UUID next() {
    return UuidCreator.getTimeOrderedEpochPlus1();
  }
}
