package io.tarn.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.type.TypeText;
import io.tarn.sql.OutputColumn;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What we write is what Arrow's own reader reads. */
class ArrowWriterTest {
  private static OutputColumn column(String name, String type) {
    return new OutputColumn(name, TypeText.parse(type));
  }

  private static byte[] stream(List<OutputColumn> columns, List<List<Object>> rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ArrowWriter writer = new ArrowWriter(out, columns);
    for (List<Object> row : rows) {
      writer.row(row);
    }
    writer.end();
    return out.toByteArray();
  }

  /** The values of the only column, as Arrow's texts of them. */
  private static List<String> texts(byte[] stream) throws IOException {
    List<String> texts = new ArrayList<>();
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      while (reader.loadNextBatch()) {
        FieldVector vector = root.getVector(0);
        if (!(vector instanceof MapVector)) { // of which Arrow's check expects another type
          vector.validateFull();
        }
        for (int i = 0; i < root.getRowCount(); i++) {
          Object value = vector.getObject(i);
          texts.add(value instanceof byte[] bytes ? Arrays.toString(bytes) : "" + value);
        }
      }
    }
    return texts;
  }

  static List<Arguments> values() {
    return List.of(
        Arguments.of("boolean", "Bool", true, "true"),
        Arguments.of("tinyint", "Int(8, true)", (byte) -5, "-5"),
        Arguments.of("smallint", "Int(16, true)", (short) -500, "-500"),
        Arguments.of("integer", "Int(32, true)", 7, "7"),
        Arguments.of("bigint", "Int(64, true)", Long.MIN_VALUE, "-9223372036854775808"),
        Arguments.of("real", "FloatingPoint(SINGLE)", 1.5f, "1.5"),
        Arguments.of("double", "FloatingPoint(DOUBLE)", Double.NaN, "NaN"),
        Arguments.of("decimal(5,2)", "Decimal(5, 2, 128)", new BigDecimal("-1.50"), "-1.50"),
        Arguments.of("varchar", "Utf8", "가 😀", "가 😀"),
        Arguments.of("varbinary", "Binary", new byte[] {0, -1}, "[0, -1]"),
        Arguments.of("date", "Date(DAY)", LocalDate.EPOCH.minusDays(1), "-1"),
        Arguments.of("time(6)", "Time(MICROSECOND, 64)", LocalTime.of(0, 0, 1), "1000000"),
        Arguments.of(
            "timestamp(6)",
            "Timestamp(MICROSECOND, null)",
            LocalDateTime.parse("2026-01-01T00:00:00.000001"),
            "2026-01-01T00:00:00.000001"),
        Arguments.of(
            "timestamp(3) with time zone",
            "Timestamp(MICROSECOND, UTC)",
            ZonedDateTime.of(2026, 1, 1, 9, 0, 0, 0, ZoneId.of("Asia/Seoul")),
            "1767225600000000"),
        Arguments.of(
            "interval day to second", "Duration(MILLISECOND)", Duration.ofDays(1), "PT24H"),
        Arguments.of("interval year to month", "Interval(YEAR_MONTH)", Period.ofMonths(14), "P14M"),
        Arguments.of("array(bigint)", "List", Arrays.asList(1L, null), "[1,null]"),
        Arguments.of(
            "map(varchar, bigint)", "Map(false)", Map.of("a", 1L), "[{\"key\":\"a\",\"value\":1}]"),
        Arguments.of(
            "row(a bigint, b varchar)", "Struct", Arrays.asList(1L, "x"), "{\"a\":1,\"b\":\"x\"}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void arrowReadsWhatWeWrite(String type, String arrowType, Object value, String text)
      throws IOException {
    byte[] stream =
        stream(
            List.of(column("v", type)),
            List.of(List.of(value), Collections.singletonList(null), List.of(value)));

    assertThat(texts(stream)).containsExactly(text, "null", text);
    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields().getFirst().getType())
          .hasToString(arrowType);
    }
  }

  @Test
  void writesManyBatches() throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    for (long i = 0; i < 5_000; i++) {
      rows.add(List.of(i));
    }

    assertThat(texts(stream(List.of(column("n", "bigint")), rows)))
        .hasSize(5_000)
        .startsWith("0", "1")
        .endsWith("4998", "4999");
  }

  @Test
  void numbersNamesThatOccurredBefore() throws IOException {
    byte[] stream =
        stream(
            List.of(column("a", "bigint"), column("A", "bigint"), column("a_2", "bigint")),
            List.of());

    try (RootAllocator allocator = new RootAllocator();
        ArrowStreamReader reader =
            new ArrowStreamReader(new ByteArrayInputStream(stream), allocator)) {
      assertThat(reader.getVectorSchemaRoot().getSchema().getFields())
          .extracting(field -> field.getName())
          .containsExactly("a", "A_3", "a_2");
    }
  }
}
