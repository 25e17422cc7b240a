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
    ErrorCode code =
        options.header() == HeaderMode.ABSENT ? ErrorCode.ROW_INVALID : ErrorCode.HEADER_INVALID;
    if (step == RecordScanner.Step.MALFORMED) {
      throw reader.problem(
          code,
          Faults.malformed(window, scanner),
          scanner.faultLine(),
          scanner.faultField(),
          window.offset(scanner.faultAt()));
    }
    int most = options.limits().columns();
    if (scanner.fields > most) {
      throw reader.problem(
          code,
          "There are %,d fields; at most %,d columns are allowed.".formatted(scanner.fields, most),
          scanner.line(),
          most + 1,
          window.offset(scanner.start));
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
