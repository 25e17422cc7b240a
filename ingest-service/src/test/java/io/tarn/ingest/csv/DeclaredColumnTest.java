package io.tarn.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclaredColumnTest {
  /** Values that fit, then those that do not, separated by spaces. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "boolean | true false | TRUE 1 t",
        "tinyint | -128 127 0 | 128 -129 1.0 01",
        "smallint | -32768 32767 | 32768 -32769",
        "integer | -2147483648 2147483647 | 2147483648 -2147483649 1e3",
        "bigint | -9223372036854775808 9223372036854775807 | 9223372036854775808 007 +1 -0 0x1 1.5",
        "decimal(5,2) | 123.45 -123.45 0.1 7 | 1234 0.123 123.450 1e2 -0.0 .5 12x",
        "decimal(2,2) | 0.12 -0.99 0 | 1 0.123",
        "decimal(38,0) | 99999999999999999999999999999999999999 | 100000000000000000000000000000000000000 1.5",
        "double | 1 0.1 1e-300 -0.0 NaN Infinity -Infinity 4.9e-324 | 1e400 nan inf 1e-400 9007199254740993 0.12345678901234567890 x 1,5",
        "real | 1 0.1 1e-30 3.4028235e38 16777216 NaN | 16777217 1e39 1e-60 0.123456789 x",
        "date | 2026-01-31 | 2026-02-30 2026-01-31T00:00 31.01.2026",
        "time(6) | 10:00:00.123456 10:00 | 24:00:00 10:00:00.1234567 10",
        "time(0) | 10:00:00 | 10:00:00.1",
        "timestamp(6) | 2026-01-31T10:00:00.123456 | 2026-01-31 2026-01-31T10:00:00Z",
        "timestamp(3) | 2026-01-31T10:00:00.123 | 2026-01-31T10:00:00.1234",
        "timestamp(6) with time zone | 2026-01-31T10:00:00Z 2026-01-31T10:00:00+09:00 | 2026-01-31T10:00:00",
        "varchar | anything 1 | ",
        "varchar(3) | abc 한국어 😀😀😀 | abcd 한국어x",
        "uuid | 01234567-89ab-cdef-0123-456789ABCDEF | 0123456789abcdef0123456789abcdef 01234567-89ab-cdef-0123-456789abcdeg",
      })
  void acceptsExactlyTheTextsOfItsType(String type, String good, String bad) {
    CsvOptions options =
        Csv.HEADER.withDelimiter(new Delimiter('|')).withDeclared(Csv.columns("a " + type));
    for (String value : good.split(" ", -1)) {
      assertThat(Csv.problem("a\n" + value + "\n", options)).as(value).isNull();
    }
    if (bad == null) {
      return;
    }
    for (String value : bad.split(" ", -1)) {
      ProblemException problem = Csv.problem("a\n" + value + "\n", options);
      assertThat(problem).as(value).isNotNull();
      assertThat(problem.code()).isEqualTo(ErrorCode.VALUE_INVALID);
      assertThat(problem.places().getFirst().reason())
          .startsWith("'" + value + "' does not fit the column's type " + type + ": expected ");
    }
  }

  @Test
  void countsADoubledQuoteOnce() {
    CsvOptions options = Csv.HEADER.withDeclared(Csv.columns("a varchar(3)"));

    assertThat(Csv.problem("a\n\"x\"\"y\"\n", options)).isNull();
    assertThat(Csv.problem("a\n\"x\"\"yz\"\n", options)).isNotNull();
  }

  @Test
  void refusesMissingValuesWhereNullMustNotBe() {
    CsvOptions options =
        Csv.HEADER.withDeclared(Csv.columns("a bigint not null", "b varchar not null"));

    assertThat(Csv.problem("a,b\n1,\"\"\n", options)).isNull();
    assertThat(Csv.problem("a,b\n1,\n", options).places().getFirst().reason())
        .isEqualTo("The value is missing, but the column must not be NULL.");
    assertThat(Csv.problem("a,b\n\"\",x\n", options)).isNotNull();
    assertThat(Csv.problem("a,b\n,x\n", options)).isNotNull();
  }
}
