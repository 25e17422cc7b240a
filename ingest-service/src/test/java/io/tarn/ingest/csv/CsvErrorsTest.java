package io.tarn.ingest.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class CsvErrorsTest {
  private static final CsvOptions DECLARED =
      Csv.HEADER.withDeclared(Csv.columns("id bigint", "name varchar"));

  @Test
  void locatesAQuoteThatIsNeverClosed() {
    ProblemException problem = Csv.problem("a,b\n1,2\n3,\"x\ny,4\n5,6\n", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_MALFORMED);
    assertThat(places(problem)).containsExactly(tuple(3L, 2, null, 10L));
    assertThat(problem.places().getFirst().file()).isEqualTo("t.csv");
    assertThat(problem.detail())
        .isEqualTo(
            "t.csv cannot be loaded. Line 3, field 2: The quote that opens here is never closed:"
                + " the file ends inside the field.");
  }

  @Test
  void locatesTextAfterAClosingQuote() {
    ProblemException problem = Csv.problem("a,b\n\"1\n\n2\",\"x\"y\n3,4\n", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.ROW_INVALID);
    assertThat(places(problem)).containsExactly(tuple(4L, 2, "b", 14L));
    assertThat(problem.places().getFirst().reason())
        .isEqualTo(
            "After the closing quote of field 2 comes 'y', where only a delimiter or the end of the"
                + " line may be. The record begins on line 2.");
  }

  @Test
  void locatesAQuoteAfterSpaces() {
    ProblemException problem = Csv.problem("a,b\n1,2\n3, \"x\"\n5,6\n", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.ROW_INVALID);
    assertThat(places(problem)).containsExactly(tuple(3L, 2, "b", 11L));
    assertThat(problem.detail()).contains("One row of t.csv").contains("' \"x\"'");
  }

  @Test
  void locatesRecordsOfAnotherWidth() {
    ProblemException problem = Csv.problem("a,b\r\n1\r\n\r\n2,3,4,5\r\n6,7\r\n", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.ROW_INVALID);
    assertThat(places(problem)).containsExactly(tuple(2L, 2, "b", 5L), tuple(4L, 3, null, 10L));
    assertThat(problem.places())
        .extracting(Place::reason)
        .containsExactly(
            "Expected 2 fields, found 1: '1'.", "Expected 2 fields, found 4: '2,3,4,5'.");
    assertThat(problem.detail())
        .startsWith("2 rows of t.csv cannot be loaded, so nothing of it was");
  }

  @Test
  void locatesValuesThatDoNotFit() {
    ProblemException problem =
        Csv.problem("\uFEFFname,id\n\"x\ny\",\"1\"\nz,1.5\n\"a\n\nb\",\"0x1\"\n,\n", DECLARED);

    assertThat(problem.code()).isEqualTo(ErrorCode.VALUE_INVALID);
    assertThat(places(problem)).containsExactly(tuple(4L, 2, "id", 23L), tuple(7L, 2, "id", 35L));
    assertThat(problem.places().getFirst().reason())
        .startsWith("'1.5' does not fit the column's type bigint: expected an integer from -922");
    assertThat(problem.places().get(1).reason()).endsWith("The record begins on line 5.");
  }

  @Test
  void keepsTheFirstPlacesAndCountsTheOthers() {
    ProblemException problem = Csv.problem("a,b\n" + "1\n".repeat(500), Csv.HEADER);

    assertThat(problem.places()).hasSize(20);
    assertThat(problem.detail()).startsWith("500 rows of t.csv");
  }

  @Test
  void stopsWhenAllIsWrong() {
    ProblemException problem = Csv.problem("a,b\n" + "1\n".repeat(5_000), Csv.HEADER);

    assertThat(problem.detail()).startsWith("At least 1,000 rows of t.csv");
  }

  @Test
  void tellsEarlierErrorsWithAFaultOfTheWholeFile() {
    ProblemException problem = Csv.problem("a,b\n1\n2,\"x", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.FILE_MALFORMED);
    assertThat(places(problem)).containsExactly(tuple(3L, 2, null, 8L), tuple(2L, 2, "b", 4L));
  }

  @Test
  void refusesAMalformedHeader() {
    ProblemException problem = Csv.problem("\na,\"b\"c\n1,2\n", Csv.HEADER);

    assertThat(problem.code()).isEqualTo(ErrorCode.HEADER_INVALID);
    assertThat(places(problem)).containsExactly(tuple(2L, 2, null, 6L));
  }

  @Test
  void listsColumnsThatAreMissingOrUnknown() {
    ProblemException problem = Csv.problem("\nNAME,age,Size\nx,1,2\n", DECLARED);

    assertThat(problem.code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(problem.detail()).contains("missing: id.").contains("unknown: age, size.");
    assertThat(places(problem))
        .containsExactly(
            tuple(2L, null, "id", null), tuple(2L, 2, "age", null), tuple(2L, 3, "size", null));
  }

  @Test
  void matchesByPositionOnlyAsManyColumnsAsThereAre() {
    CsvOptions options = DECLARED.withHeader(HeaderMode.ABSENT);

    assertThat(Csv.problem("1,x,y\n", options).code()).isEqualTo(ErrorCode.SCHEMA_MISMATCH);
    assertThat(Csv.read("1,x\n", options).rows()).isEqualTo(1);
  }

  @Test
  void refusesFieldsAndRecordsBeyondTheLimits() {
    CsvOptions options = Csv.HEADER.withLimits(new CsvLimits(1 << 20, 100, 1000, 10));
    String most = "x".repeat(100);

    assertThat(Csv.read("a,b\n1," + most + "\n", options).rows()).isEqualTo(1);
    assertThat(places(Csv.problem("a,b\n1,2\n1," + most + "x\n", options)))
        .containsExactly(tuple(3L, 2, null, 10L));
    assertThat(places(Csv.problem("a,b\n1,\"" + most + "\n" + most.repeat(50), options)))
        .containsExactly(tuple(2L, 2, null, 6L));
    assertThat(Csv.problem("a,b\n" + (most + ",").repeat(20) + "\n", options).detail())
        .contains("The record that begins here is longer than 1,000 bytes");
  }

  @Test
  void refusesTypesThatTextCannotBe() {
    CsvOptions options = Csv.HEADER.withDeclared(Csv.columns("a array(bigint)"));

    assertThat(Csv.problem("a\n1\n", options).code()).isEqualTo(ErrorCode.TYPE_NOT_SUPPORTED);
  }

  @Test
  void handsBadRecordsOverAndGoesOn() {
    BadRecordList bad = new BadRecordList();
    CsvTable table =
        bad.read("id,name\n1,a\n2\nx,\"b\nc\"\n3,\"d\"e\n4,\"f,\"\"g\"\n5,h", DECLARED);

    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.badRecords()).isEqualTo(3);
    assertThat(bad.ended).isTrue();
    assertThat(bad.spooled()).isEqualTo("1,a\n4,f\u001Bd\"g\n5,h\n");
    assertThat(bad.records)
        .extracting(
            BadRecord::code,
            BadRecord::recordLine,
            BadRecord::recordByteOffset,
            BadRecord::column,
            BadRecord::raw)
        .containsExactly(
            tuple(ErrorCode.ROW_INVALID, 3L, 12L, "name", "2"),
            tuple(ErrorCode.VALUE_INVALID, 4L, 14L, "id", "x,\"b\nc\""),
            tuple(ErrorCode.ROW_INVALID, 6L, 22L, "name", "3,\"d\"e"));
  }

  private static List<Tuple> places(ProblemException problem) {
    return problem.places().stream()
        .map(p -> tuple(p.line(), p.column(), p.field(), p.byteOffset()))
        .toList();
  }
}
