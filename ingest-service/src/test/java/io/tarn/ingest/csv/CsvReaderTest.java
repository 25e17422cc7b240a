package io.tarn.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvReaderTest {
  @Test
  void tellsRowsColumnsAndDialect() {
    CsvTable table = Csv.read("Id Student;score\n1;0.5\n\n2;\n", CsvOptions.of("t.csv"));

    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.blankLines()).isEqualTo(1);
    assertThat(table.badRecords()).isZero();
    assertThat(table.decodedBytes()).isEqualTo(27);
    assertThat(table.columns())
        .extracting(CsvColumn::name, CsvColumn::originalName, c -> c.type().toString())
        .containsExactly(
            tuple("id_student", "Id Student", "bigint"), tuple("score", "score", "double"));
    assertThat(table.dialect().delimiter()).isEqualTo(new Delimiter(';'));
    assertThat(table.dialect().header()).isTrue();
    assertThat(table.dialect().encoding()).isEqualTo("UTF-8");
    assertThat(table.dialect().compression()).isEqualTo(Compression.NONE);
    assertThat(table.dialect().reasons())
        .anyMatch(r -> r.contains("all 3 records looked at have 2 fields"))
        .anyMatch(r -> r.contains("field 1 of the rows below is not"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n3,4\r\n",
        "a,b\r1,2\r3,4\r",
        "a,b\r1,2\n3,4",
        "a,b\n1,2\r\n\r\n3,4\r",
        "\n\na,b\n1,2\n\r\r3,4",
        "\uFEFFa,b\n1,2\n3,4\n",
        "\"a\",\"b\"\r\n\"1\",\"2\"\r\n\"3\",\"4\"",
      })
  void readsAllNewlines(String text) {
    CsvTable table = Csv.read(text, Csv.HEADER);

    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.columns()).extracting(CsvColumn::name).containsExactly("a", "b");
    assertThat(table.columns()).extracting(c -> c.type().toString()).containsOnly("bigint");
  }

  @Test
  void losesNoColumnWithoutANameOfItsOwn() {
    CsvTable table = Csv.read("a,A,,%,a_2,col2,학번 (1)\n1,2,3,4,5,6,7\n", Csv.HEADER);

    assertThat(table.columns())
        .extracting(CsvColumn::name)
        .containsExactly("a", "a_3", "col2_2", "col3", "a_2", "col2", "학번_1");
    assertThat(table.columns())
        .extracting(CsvColumn::originalName)
        .containsExactly("a", "A", "", "%", "a_2", "col2", "학번 (1)");
    assertThat(table.dialect().reasons())
        .contains("Field 2 of the header, 'A', became the column a_3: its name is taken.");
  }

  @Test
  void namesColumnsByPositionWithoutHeader() {
    assertThat(Csv.names("1,x\n2,y\n", Csv.NO_HEADER)).containsExactly("col0", "col1");
  }

  @Test
  void readsAHeaderWithoutRows() {
    CsvTable table = Csv.read("a,b\n", Csv.HEADER);

    assertThat(table.rows()).isZero();
    assertThat(table.columns()).extracting(c -> c.type().toString()).containsOnly("varchar");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF"})
  void refusesAFileWithoutAnything(String text) {
    assertThat(Csv.problem(text, CsvOptions.of("t.csv")).code())
        .isEqualTo(ErrorCode.FILE_HAS_NO_ROWS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "'a,b\n1,2\n3,4\n' -> ','",
        "'a;b\n1,5;2\n3,5;4\n' -> ';'",
        "'1,5;2,5;3,5\n1,5;2,5;3,5\n1,5;2,5;3,5\n' -> ';'",
        "'a|b\nx, y|1\nz, w|2\n' -> '|'",
        "'a\tb\n\"x\t\ty\"\t1\nz\t2\n' -> '\t'",
        "'a\u0001b\n1\u00012\n' -> '\u0001'",
        "'\"a;b\",c\n\"d;e\",f\n' -> ','",
        "'name,city, state\nBob,Paris, F\nAl;x,Rome, I\n' -> ','",
        "'a,b\n1,2\n3,4,5\n6,7\n' -> ','",
        "'word\nother\n' -> ','",
      })
  void detectsTheDelimiter(String text, String expected) {
    CsvTable table = new BadRecordList().read(text, Csv.HEADER);

    assertThat(table.dialect().delimiter()).isEqualTo(Delimiter.fromString(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {",,", "a", "7", "\"", "\n", "\r", "\u0000", "\u001B", "-", ".", "é"})
  void refusesOtherDelimiters(String text) {
    assertThatThrownBy(() -> Delimiter.fromString(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void readsDelimitersByName() {
    assertThat(List.of("tab", "\\t", "\t", "\\u0001", "|"))
        .extracting(text -> Delimiter.fromString(text).value())
        .containsExactly('\t', '\t', '\t', '\u0001', '|');
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "'id,name\n1,Bob\n' -> true",
        "'id,\n1,\n' -> true",
        "'Bob,Paris\nAda,London\n' -> false",
        "'1,name\n2,Bob\n' -> false",
        "'id,,c\n2,Bob,x\n' -> false",
        "'id,\"na\nme\"\n2,Bob\n' -> false",
        "'2026-01-01,x\n2026-01-02,y\n' -> false",
        "'name,x\na,1\nb,n/a\n' -> true",
      })
  void decidesOnTheHeaderAsGlueDoes(String text, boolean expected) {
    assertThat(Csv.read(text, CsvOptions.of("t.csv")).dialect().header()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name,city/Ada,London/Grace,New York|true",
        "firstName,x/Ada Lovelace,y/Grace Hopper,z|true",
        "name,city/ada,london/grace,leeds|false",
        "Ada,London/Grace,Leeds|false"
      })
  void decidesOnTheHeaderOfTextAloneByHowNamesAreWritten(String text, boolean expected) {
    assertThat(Csv.read(text.replace('/', '\n'), CsvOptions.of("t.csv")).dialect().header())
        .isEqualTo(expected);
  }

  @Test
  void takesAFirstRecordWithTheTablesNamesForAHeader() {
    CsvOptions options =
        CsvOptions.of("t.csv").withDeclared(Csv.columns("name varchar", "city varchar"));

    assertThat(Csv.read("City,Name\nParis,Bob\n", options).rows()).isEqualTo(1);
  }

  @Test
  void readsTenThousandColumnsAndNoMore() {
    String header =
        IntStream.range(0, 10_000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));

    assertThat(Csv.read(header + "\n", Csv.HEADER).columns()).hasSize(10_000);
    assertThat(Csv.problem(header + ",x\n", Csv.HEADER).code()).isEqualTo(ErrorCode.HEADER_INVALID);
  }
}
