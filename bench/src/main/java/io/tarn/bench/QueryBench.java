package io.tarn.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long a simple query takes through the gateway, with its answer read, against the same query
 * on bare DuckDB over the same Parquet data, and against the smallest authenticated request.
 *
 * <p>{@code QueryBench <lake> <key> <file.csv[.gz]> [runs]}
 */
public final class QueryBench {
  private static final String SQL =
      "SELECT code_module, count(*) AS registrations FROM %s GROUP BY code_module ORDER BY 1";

  private QueryBench() {}

  /** Measures and prints. */
  public static void main(String[] arguments) throws Exception {
    LakeClient lake = new LakeClient(URI.create(arguments[0]), arguments[1]);
    Path file = Path.of(arguments[2]).toAbsolutePath();
    int runs = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 200;
    Path parquet = Files.createTempFile("bench-", ".parquet");
    try (Peer peer = new Peer(Runtime.getRuntime().availableProcessors(), "2GB")) {
      peer.copy(file, parquet);
      lake.load("bench", "query", file);
      String bareSql = SQL.formatted("read_parquet('" + parquet + "')");
      double[] floor = Figures.time(50, runs, lake::me);
      double[] bare = Figures.time(50, runs, () -> peer.rows(bareSql));
      double[] through = Figures.time(50, runs, () -> lake.query("bench", SQL.formatted("query")));
      Figures.print("GET /api/v1/me (floor of a request)", floor);
      Figures.print("bare DuckDB in process, rows read", bare);
      Figures.print("Tarn: query and first page of the answer", through);
      Figures.ratio("Tarn's time over bare DuckDB", Figures.median(through), Figures.median(bare));
      Figures.ratio(
          "Tarn's time over two requests", Figures.median(through), 2 * Figures.median(floor));
    } finally {
      Files.deleteIfExists(parquet);
    }
  }
}
