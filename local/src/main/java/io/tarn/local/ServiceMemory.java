package io.tarn.local;

import io.tarn.embedded.LakeService;
import java.util.List;

/**
 * How much memory each service may have, in MiB: the whole lake idles below 1.6 GB and stays below
 * 3 GB at work. DuckDB's own limits come on top; they stand in the services' configuration.
 */
final class ServiceMemory {
  private ServiceMemory() {}

  /** The JVM's options. */
  static List<String> options(LakeService service) {
    int heap =
        switch (service) {
          case INGEST -> 256;
          case CATALOG -> 256;
          case QUERY -> 320;
          case GATEWAY -> 192;
        };
    return List.of(
        "-Xms32m",
        "-Xmx" + heap + "m",
        "-Xss512k",
        "-XX:+UseSerialGC",
        "-XX:MaxMetaspaceSize=192m",
        "-XX:ReservedCodeCacheSize=64m",
        "-XX:MaxDirectMemorySize=96m",
        "-XX:MinHeapFreeRatio=15",
        "-XX:MaxHeapFreeRatio=35",
        "-XX:+ExitOnOutOfMemoryError");
  }
}
