package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.tarn.kernel.table.Column;
import io.tarn.kernel.type.TypeText;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is written in any dialect is what DuckDB reads from the spool. The seed of a failure is in
 * its message; {@code -Dtarn.csv.seed=…} runs it again.
 */
class RandomTablesTest {
  private static final int TABLES = 150;

  @TempDir Path folder;

  @Test
  void givesBackEveryValue() throws Exception {
    Long given = Long.getLong("tarn.csv.seed");
    long first = given == null ? System.nanoTime() : given;
    try (Duck duck = new Duck()) {
      for (long seed = first; seed < first + (given == null ? TABLES : 1); seed++) {
        try {
          check(seed, duck);
        } catch (Exception | AssertionError e) {
          throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void check(long seed, Duck duck) throws Exception {
    Random random = new Random(seed);
    RandomTable table = new RandomTable(random);
    byte[] stored = stored(table.text, random);
    CsvOptions options = Csv.HEADER.withDelimiter(table.delimiter);

    CsvTable inferred = read(stored, options);
    assertThat(inferred.rows()).isEqualTo(table.rows.size());
    assertThat(inferred.columns())
        .extracting(c -> c.type().toString())
        .containsExactlyElementsOf(table.kinds.stream().map(kind -> kind.type).toList());
    assertThat(duck.rows(inferred.select(spool().toString()))).isEqualTo(table.rows);

    List<Integer> order = new ArrayList<>(IntStream.range(0, table.kinds.size()).boxed().toList());
    Collections.shuffle(order, random);
    List<Column> declared = new ArrayList<>();
    for (int i : order) {
      declared.add(
          new Column(
              declared.size(), "c" + i, TypeText.parse(table.kinds.get(i).type), true, null));
    }
    CsvTable again = read(stored, options.withDeclared(declared));
    assertThat(again.columns())
        .extracting(CsvColumn::name)
        .containsExactlyElementsOf(declared.stream().map(Column::name).toList());
    assertThat(duck.rows(again.select(spool().toString())))
        .isEqualTo(table.rows.stream().map(row -> order.stream().map(row::get).toList()).toList());
  }

  private CsvTable read(byte[] stored, CsvOptions options) throws Exception {
    try (OutputStream out = Files.newOutputStream(spool())) {
      return CsvReader.read(new ByteArrayInputStream(stored), out, options);
    }
  }

  private Path spool() {
    return folder.resolve("spool.csv");
  }

  private static byte[] stored(String text, Random random) {
    byte[] decoded =
        switch (random.nextInt(4)) {
          case 0 -> ("\uFEFF" + text).getBytes(UTF_16LE);
          case 1 -> ("\uFEFF" + text).getBytes(UTF_16BE);
          case 2 -> ("\uFEFF" + text).getBytes(UTF_8);
          default -> text.getBytes(UTF_8);
        };
    return switch (random.nextInt(3)) {
      case 0 -> DecodingTest.gzip(decoded);
      case 1 -> Zstd.compress(decoded);
      default -> decoded;
    };
  }
}
