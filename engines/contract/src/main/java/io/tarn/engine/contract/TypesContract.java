package io.tarn.engine.contract;

import static io.tarn.engine.contract.Workbench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.table.Column;
import io.tarn.kernel.table.TableSnapshot;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values of every type that a table can hold come through unchanged. */
abstract class TypesContract extends ContractGroup {
  TypesContract(Supplier<Workbench> bench) {
    super(bench);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          boolean                     | true                                            | true
          integer                     | (-2147483648)::INTEGER                          | -2147483648
          bigint                      | 9223372036854775807::BIGINT                     | 9223372036854775807
          real                        | 1.5::FLOAT                                      | 1.5
          double                      | 0.1::DOUBLE                                     | 0.1
          double                      | 'NaN'::DOUBLE                                   | nan
          double                      | '-Infinity'::DOUBLE                             | -inf
          decimal(12,2)               | 1234567890.10::DECIMAL(12,2)                    | 1234567890.10
          decimal(38,5)               | 123456789012345678901234567890123.00001::DECIMAL(38,5) | 123456789012345678901234567890123.00001
          varchar                     | '가나다 "quoted", 😀'                             | 가나다 "quoted", 😀
          varchar                     | ''                                              | ``
          varbinary                   | '\\x00\\xFFa'::BLOB                               | \\x00\\xFFa
          date                        | DATE '1582-10-04'                               | 1582-10-04
          date                        | DATE '9999-12-31'                               | 9999-12-31
          time(6)                     | TIME '23:59:59.999999'                          | 23:59:59.999999
          timestamp(6)                | TIMESTAMP '1969-12-31 23:59:59.999999'          | 1969-12-31 23:59:59.999999
          timestamp(6) with time zone | TIMESTAMPTZ '2026-01-01 00:00:00.000001+09'     | 2025-12-31 15:00:00.000001+00
          uuid                        | '0190a5b2-0000-7000-8000-00000000abcd'::UUID    | 0190a5b2-0000-7000-8000-00000000abcd
          array(bigint)               | [1::BIGINT, NULL, 3]                            | [1, NULL, 3]
          array(bigint)               | []::BIGINT[]                                    | []
          map(varchar, bigint)        | MAP {'b': 1::BIGINT, 'a': NULL}                 | {b=1, a=NULL}
          """)
  void comesThroughUnchanged(String type, String value, String text) throws InterruptedException {
    List<Column> columns = List.of(column(1, "v", type));
    TableSnapshot table =
        bench().snapshot("t", columns, bench().file(columns, "VALUES (" + value + "), (NULL)"));

    assertThat(bench().rows("SELECT v FROM t", table))
        .containsExactlyInAnyOrder(
            List.of(text), Collections.<@Nullable String>singletonList(null));
  }

  @Test
  void keepsRowsFieldsInTheirPlaces() throws InterruptedException {
    List<Column> columns = List.of(column(1, "v", "array(row(a bigint, b row(c varchar)))"));
    TableSnapshot table =
        bench()
            .snapshot(
                "t",
                columns,
                bench().file(columns, "VALUES ([{'a': 1::BIGINT, 'b': {'c': 'x'}}, NULL])"));

    assertThat(bench().rows("SELECT v[1].a, v[1].b.c, v[2] IS NULL FROM t", table))
        .containsExactly(List.of("1", "x", "true"));
  }

  @Test
  void sumsOfWholeNumbersAreExact() throws InterruptedException {
    List<Column> columns = List.of(column(1, "v", "bigint"));
    TableSnapshot table =
        bench()
            .snapshot(
                "t",
                columns,
                bench().file(columns, "VALUES (9007199254740993::BIGINT), (2::BIGINT)"));

    assertThat(bench().rows("SELECT sum(v) FROM t", table))
        .containsExactly(List.of("9007199254740995"));
  }
}
