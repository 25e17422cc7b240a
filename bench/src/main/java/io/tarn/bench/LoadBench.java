package io.tarn.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How fast a CSV file becomes a table, from the first byte sent to the commit, against DuckDB's own
 * COPY of the same file to Parquet, and against decompressing it.
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
    Path parquet = Files.createTempFile("bench-", ".parquet");
    try (Peer peer = new Peer(Runtime.getRuntime().availableProcessors(), "2GB")) {
      double[] floor = Figures.time(0, runs, () -> Peer.decompress(file));
      double[] copy = Figures.time(0, runs, () -> peer.copy(file, parquet));
      double[] load = Figures.time(0, runs, () -> lake.load("bench", "load", file));
      System.out.printf("file %s, %,d bytes%n", file.getFileName(), Files.size(file));
      Figures.print("decompress and throw away (floor)", floor);
      Figures.print("DuckDB COPY read_csv to zstd Parquet", copy);
      Figures.print("Tarn: upload, check, load, commit", load);
      Figures.ratio(
          "Tarn's speed as a part of DuckDB's COPY", Figures.median(copy), Figures.median(load));
      Figures.ratio("Tarn's time over the floor", Figures.median(load), Figures.median(floor));
    } finally {
      Files.deleteIfExists(parquet);
    }
  }
}
