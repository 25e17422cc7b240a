package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the first record tells: the columns' names, and whether it is a header.
 *
 * @param names the columns
 * @param header whether the first record was a header
 * @param line the line of the first record
 * @param blankLines the empty lines before it
 * @param reasons sentences: on the header, and on names that were changed
 */
record Layout(ColumnNames names, boolean header, long line, long blankLines, List<String> reasons) {

  /**
   * Reads to the first row.
   *
   * @throws ProblemException {@code FILE_HAS_NO_ROWS}, {@code HEADER_INVALID}, {@code ROW_INVALID}
   */
  static Layout read(
      RecordReader reader,
      RecordScanner scanner,
      TextWindow window,
      CsvOptions options,
      Delimiter delimiter)
      throws IOException {
    long blankLines = 0;
    RecordScanner.Step step = reader.next();
    while (step == RecordScanner.Step.BLANK) {
      blankLines++;
      scanner.advance();
      step = reader.next();
    }
    if (step == RecordScanner.Step.END) {
      throw new ProblemException(
          ErrorCode.FILE_HAS_NO_ROWS,
          "%s has no rows: it is empty, or all its lines are.".formatted(options.fileName()));
    }
    if (step == RecordScanner.Step.MALFORMED || scanner.fields > options.limits().columns()) {
      throw reader.problem(
          options.header() == HeaderMode.ABSENT ? ErrorCode.ROW_INVALID : ErrorCode.HEADER_INVALID,
          step == RecordScanner.Step.MALFORMED
              ? Faults.malformed(window, scanner)
              : "There are %,d fields; at most %,d columns are allowed."
                  .formatted(scanner.fields, options.limits().columns()),
          step == RecordScanner.Step.MALFORMED ? scanner.faultLine() : scanner.line(),
          step == RecordScanner.Step.MALFORMED ? scanner.faultField() : 1,
          window.offset(step == RecordScanner.Step.MALFORMED ? scanner.faultAt() : scanner.start));
    }
    List<String> first = new ArrayList<>();
    for (int i = 0; i < scanner.fields; i++) {
      first.add(Text.ofField(window.bytes, scanner.from[i], scanner.to[i]));
    }
    HeaderDetection.Choice choice =
        switch (options.header()) {
          case PRESENT -> new HeaderDetection.Choice(true, "There is a header, as said.");
          case ABSENT -> new HeaderDetection.Choice(false, "There is no header, as said.");
          case AUTO -> HeaderDetection.detect(window, delimiter, first, options.declared());
        };
    long line = scanner.line();
    List<String> reasons = new ArrayList<>(List.of(choice.reason()));
    if (!choice.header()) {
      return new Layout(ColumnNames.numbered(first.size()), false, line, blankLines, reasons);
    }
    ColumnNames names = ColumnNames.ofHeader(first);
    reasons.addAll(names.reasons());
    scanner.advance();
    return new Layout(names, true, line, blankLines, reasons);
  }
}
