package io.tarn.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeInferenceTest {
  private static final CsvOptions OPTIONS = Csv.HEADER.withDelimiter(new Delimiter('\t'));

  /** One column's values, separated by spaces; {@code ~} is an unquoted empty one. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      ignoreLeadingAndTrailingWhitespace = false,
      quoteCharacter = '`',
      value = {
        "0 1 -1 9223372036854775807 -9223372036854775808 -> bigint",
        "~ 1 \"\" \"2\" -> bigint",
        "9223372036854775808 -> decimal(38,0)",
        "-9223372036854775809 1 -> decimal(38,0)",
        "99999999999999999999999999999999999999 1 -> decimal(38,0)",
        "100000000000000000000000000000000000000 -> varchar",
        "1 0.5 -> double",
        "1e3 -1E-300 0.1 1.7976931348623157e308 4.9e-324 -> double",
        "-0.0 -> double",
        "-0 1 -> double",
        "0.30000000000000004 0.10000000000000001 -> double",
        "1.10 2.000000000000000000000000 -> double",
        "12345678901234567.89 -> decimal(19,2)",
        "0.12345678901234567890 1 -> decimal(21,20)",
        "12345678901234567.89 123.4567 1 -> decimal(21,4)",
        "1.0000000000000001 -> decimal(17,16)",
        "9007199254740993 0.5 -> decimal(17,1)",
        "9007199254740992 0.5 -> double",
        "0.5 9007199254740993 -> decimal(17,1)",
        "9223372036854775807 0.5 -> decimal(20,1)",
        "12345678901234567.89 1e3 -> varchar",
        "12345678901234567.89 -0.0 -> varchar",
        "1234567890123456789012345678901234567.89 -> varchar",
        "100000000000000000000000.5 1 -> decimal(25,1)",
        "1e400 -> varchar",
        "1e-400 -> varchar",
        "1 NaN -> varchar",
        "Infinity -> varchar",
        "00042 -> varchar",
        "1 00042 -> varchar",
        "-01 -> varchar",
        "+5 -> varchar",
        ".5 -> varchar",
        "5. -> varchar",
        "0x1F -> varchar",
        "1_000 -> varchar",
        "1,000 -> varchar",
        "1e -> varchar",
        "1e+ -> varchar",
        "- -> varchar",
        "10-20 -> varchar",
        "55<= -> varchar",
        "12345678901234567x -> varchar",
        "true false -> boolean",
        "true TRUE -> varchar",
        "true 1 -> varchar",
        "t f -> varchar",
        "yes no -> varchar",
        "2026-01-31 0001-01-01 9999-12-31 2024-02-29 -> date",
        "2026-02-30 -> varchar",
        "2023-02-29 -> varchar",
        "1900-02-29 -> varchar",
        "2026-13-01 -> varchar",
        "0000-01-01 -> varchar",
        "2026-1-1 -> varchar",
        "20260101 -> bigint",
        "01/02/2026 -> varchar",
        "2026-01-31 5 -> varchar",
        "2026-01-31 2026-01-31T10:00:00 -> varchar",
        "2026-01-31T10:00:00 2026-01-31T23:59:59.123456 2026-01-31T10:00 -> timestamp(6)",
        "2026-01-31T10:00:00.1234567 -> varchar",
        "2026-01-31T24:00:00 -> varchar",
        "2026-01-31T10:00:60 -> varchar",
        "2026-01-31T10:00:00. -> varchar",
        "2026-01-31T10:00: -> varchar",
        "2026-01-31T10:00:00Z 2026-01-31T10:00+09:00 2026-01-31T10:00:00.5-0330 2026-01-31T10:00:00+09"
            + " -> timestamp(6) with time zone",
        "2026-01-31T10:00:00Z 2026-01-31T10:00:00 -> varchar",
        "2026-01-31T10:00:00z -> varchar",
        "2026-01-31T10:00:00+15:00 -> varchar",
        "2026-01-31T10:00:00+9 -> varchar",
        "2026-01-31T10:00:00+09:60 -> varchar",
        "0001-01-01T00:00:00+09:00 -> varchar",
        "0001-01-01T09:00:00+09:00 -> timestamp(6) with time zone",
        "9999-12-31T23:59:59-01:00 -> varchar",
        "10:00:00 -> varchar",
        "~ ~ -> varchar",
        "\"\" ~ -> varchar",
        "NULL 1 -> varchar",
        "1 null -> varchar",
      })
  void infersTheTypeOfAllValues(String values, String type) {
    String rows = values.replace("~", "").replace(' ', '\n').replace("\n", "\tx\n");

    assertThat(Csv.types("a\tb\n" + rows + "\tx\n", OPTIONS).getFirst()).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {" 1", "1 ", "1\u00A0", "2026-01-31 ", " true", "٣", "１"})
  void takesSpacesAndOtherDigitsForText(String value) {
    assertThat(Csv.types("a\n" + value + "\n", OPTIONS)).containsExactly("varchar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-31 10:00:00", "2026-01-31 10:00:00.5"})
  void readsASpaceBetweenDateAndTime(String value) {
    assertThat(Csv.types("a\n" + value + "\n", OPTIONS)).containsExactly("timestamp(6)");
    assertThat(Csv.types("a\n" + value + "+09:00\n", OPTIONS))
        .containsExactly("timestamp(6) with time zone");
    assertThat(Csv.types("a\n" + value + " +09:00\n", OPTIONS)).containsExactly("varchar");
  }

  @Test
  void looksAtTheLastRowToo() {
    assertThat(Csv.types("a\n" + "1\n".repeat(1_000_000) + "x\n", OPTIONS))
        .containsExactly("varchar");
  }

  @Test
  void endsSoonOnGiganticNumbers() {
    String digits = "1." + "3".repeat(5_000_000);

    assertThat(Csv.types("a\n" + digits + "\n", OPTIONS)).containsExactly("varchar");
  }
}
