package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers that sample, guess or forgive lose without a word: it stays, or it is refused. */
class SilentLossTest {
  /** More rows than any sample has. */
  private static final int MANY = 200_000;

  private static final CsvOptions AUTO = CsvOptions.of("t.csv");

  private static Duck duck;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws SQLException {
    duck = new Duck();
  }

  @AfterAll
  static void stop() throws SQLException {
    duck.close();
  }

  private List<List<Object>> rows(String text, CsvOptions options) throws Exception {
    return Csv.rows(text, options, folder, duck);
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void keepsLeadingZerosThatComeLate() throws Exception {
    String text = "zip\n" + "10115\n".repeat(MANY) + "00042\n";

    assertThat(Csv.types(text, AUTO)).containsExactly("varchar");
    assertThat(rows(text, AUTO)).hasSize(MANY + 1).contains(row("00042"));
  }

  @Test
  void keepsTextAndQuotesThatComeLate() throws Exception {
    String text = "id,note\n" + "1,2\n".repeat(MANY) + "n/a,\"x, \"\"y\"\"\nz\"\n";

    assertThat(Csv.types(text, AUTO)).containsExactly("varchar", "varchar");
    assertThat(rows(text, AUTO)).hasSize(MANY + 1).contains(row("n/a", "x, \"y\"\nz"));
  }

  @Test
  void keepsDigitsThatComeLate() throws Exception {
    String text = "v\n" + "1\n".repeat(MANY) + "9007199254740993.5\n";

    assertThat(Csv.types(text, AUTO)).containsExactly("decimal(17,1)");
  }

  @Test
  void keepsLinesThatLookLikeComments() throws Exception {
    assertThat(rows("id,tag\n1,a\n#2,b\n3,#c\n", AUTO))
        .containsExactly(row("1", "a"), row("#2", "b"), row("3", "#c"));
    assertThat(rows("#id,tag\n1,a\n", Csv.HEADER)).containsExactly(row(1L, "a"));
  }

  @Test
  void refusesAPreambleInsteadOfSkippingIt() {
    ProblemException problem = Csv.problem("Report of May\n\nid,name\n1,Ada\n", AUTO);

    assertThat(problem.code()).isEqualTo(ErrorCode.ROW_INVALID);
    assertThat(problem.places().getFirst().line()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,name\n1,Ada\n2\n3,Lin\n",
        "id,name\n1,Ada\n2,Grace,x\n3,Lin\n",
        "id,name\n1,Ada\n2,\"Grace\n3,Lin\n",
        "id,name\n1,Ada\n2,\"Grace\"x\n3,Lin\n",
        "id,name\n1,Ada\n2,\"Gra"
      })
  void refusesARecordThatIsNotWhole(String text) {
    assertThat(Csv.problem(text, AUTO).code())
        .isIn(ErrorCode.ROW_INVALID, ErrorCode.FILE_MALFORMED);
  }

  @Test
  void readsEachLineWhereNewlinesAreMixed() throws Exception {
    assertThat(rows("a,b\r\n1,5\n2,6\r3,7\r\n4,8", AUTO))
        .containsExactly(row(1L, 5L), row(2L, 6L), row(3L, 7L), row(4L, 8L));
  }

  @ParameterizedTest
  @CsvSource({
    "1.5, double",
    "0x1F, varchar",
    "1e400, varchar",
    "+1, varchar",
    "1_000, varchar",
    "'1,000', varchar",
    "' 1', varchar",
    "01/02/2026, varchar",
    "2026-02-30, varchar",
    "2026-1-2, varchar",
    "True, varchar",
    "yes, varchar",
    "NaN, varchar",
    "NULL, varchar",
    "12:30, varchar",
    "2026-01-31T10:00:00+09:00, timestamp(6) with time zone",
    "2026-01-31T10:00:00.1234567, varchar",
    "99999999999999999999, 'decimal(38,0)'"
  })
  void takesNoValueForAnother(String value, String type) throws Exception {
    String text = "v\n\"" + value + "\"\n";

    assertThat(Csv.types(text, Csv.HEADER)).containsExactly(type);
    if (type.equals("varchar")) {
      assertThat(rows(text, Csv.HEADER)).containsExactly(row(value));
    }
  }

  @Test
  void refusesValuesThatTheColumnWouldRound() {
    CsvOptions declared = Csv.HEADER.withDeclared(Csv.columns("v bigint", "d date"));

    for (String bad : List.of("1.5,", "0x1F,", "1e3,", "9223372036854775808,", ",01/02/2026")) {
      assertThat(Csv.problem("v,d\n" + bad + "\n", declared).code())
          .as(bad)
          .isEqualTo(ErrorCode.VALUE_INVALID);
    }
  }

  @Test
  void matchesColumnsByNameNotByPlace() throws Exception {
    CsvOptions declared = Csv.HEADER.withDeclared(Csv.columns("id bigint", "age bigint"));

    assertThat(rows("age,id\n36,1\n", declared)).containsExactly(row(1L, 36L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x-windows-949", "EUC-KR", "UTF-16BE", "UTF-16LE", "windows-1252"})
  void refusesAnEncodingThatItWasNotTold(String charset) {
    byte[] bytes = "id,name\n1,\u00E9\u00FC길동\n".getBytes(Charset.forName(charset));

    assertThat(Csv.problem(bytes, AUTO).code())
        .isIn(ErrorCode.ENCODING_INVALID, ErrorCode.FILE_MALFORMED);
  }

  @Test
  void readsEncodingsThatItWasTold() throws Exception {
    for (String name : List.of("cp949", "euc-kr", "utf-16be", "utf-16le", "utf-8")) {
      byte[] bytes = "학번,이름\n1,홍길동\n".getBytes(Encodings.named(name));

      assertThat(Csv.rows(bytes, AUTO.withEncoding(Encodings.named(name)), folder, duck))
          .as(name)
          .containsExactly(row(1L, "홍길동"));
    }
  }

  @Test
  void keepsTheEmptyStringApartFromNull() throws Exception {
    assertThat(rows("a,b\n\"\",1\n,2\n", AUTO)).containsExactly(row("", 1L), row(null, 2L));
  }

  @Test
  void keepsAColumnThatHasNoNameAndOneWithATwin() {
    assertThat(Csv.names("id,,ID\n1,2,3\n", Csv.HEADER)).containsExactly("id", "col1", "id_2");
  }

  @Test
  void countsTheSameRowsHoweverItIsRead() throws Exception {
    byte[] bytes = ("a,b\n" + "1,\"x\ny\"\n".repeat(1_000)).getBytes(UTF_8);
    CsvTable table = Csv.read(bytes, AUTO);

    assertThat(table.rows()).isEqualTo(1_000);
    assertThat(Csv.rows(bytes, AUTO, folder, duck)).hasSize(1_000);
  }
}
