package io.tarn.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How fast a CSV file becomes a table, from the first byte sent to the commit, against DuckDB's own
 * COPY of the same file to Parquet, and against decompressing it. The three are timed in turns, so
 * that whatever else the machine does meets each of them. With {@code tarn.data}, the data folder
 * of a lake on this machine, it also tells how much memory the lake needs for it.
 *
 * <p>{@code LoadBench <lake> <key> <file.csv[.gz]> [runs]}
 */
public final class LoadBench {
  private LoadBench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    LakeClient lake = new LakeClient(URI.create(arguments[0]), arguments[1]);
    Path file = Path.of(arguments[2]).toAbsolutePath();
    int runs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    String data = System.getProperty("tarn.data", "");
    Path parquet = Files.createTempFile("bench-", ".parquet");
    double[] floor = new double[runs];
    double[] copy = new double[runs];
    double[] load = new double[runs];
    System.out.printf("file %s, %,d bytes%n", file.getFileName(), Files.size(file));
    try (Peer peer = new Peer(Runtime.getRuntime().availableProcessors(), "2GB")) {
      for (int i = 0; i < runs; i++) {
        floor[i] = Figures.time(0, 1, () -> Peer.decompress(file))[0];
        copy[i] = Figures.time(0, 1, () -> peer.copy(file, parquet))[0];
        if (data.isEmpty()) {
          load[i] = Figures.time(0, 1, () -> lake.load("bench", "load", file))[0];
        } else {
          try (LakeMemory memory = new LakeMemory(Path.of(data))) {
            load[i] = Figures.time(0, 1, () -> lake.load("bench", "load", file))[0];
            memory.print();
          }
        }
        Figures.ratio("Tarn's speed as a part of DuckDB's COPY", copy[i], load[i]);
      }
    } finally {
      Files.deleteIfExists(parquet);
    }
    for (double[] times : new double[][] {floor, copy, load}) {
      java.util.Arrays.sort(times);
    }
    Figures.print("decompress and throw away (floor)", floor);
    Figures.print("DuckDB COPY read_csv to zstd Parquet", copy);
    Figures.print("Tarn: upload, check, load, commit", load);
    Figures.ratio("the same, of the medians", Figures.median(copy), Figures.median(load));
    Figures.ratio("Tarn's time over the floor", Figures.median(load), Figures.median(floor));
  }
}
