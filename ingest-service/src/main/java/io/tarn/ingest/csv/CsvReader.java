package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.table.Column;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one CSV file into a spool, in one pass, and tells what is in it. Every record is either in
 * the spool, or handed to {@link BadRecords}, or the file is refused: none is lost or changed.
 *
 * <p>An empty line is no row, but in a file of one column: there it is a row of one NULL, as
 * PostgreSQL's COPY writes it.
 *
 * <p>Needs a few MiB, and at most three times the longest record. Uses one more thread, which
 * decodes ahead, and ends it before {@code read} returns.
 */
public final class CsvReader {
  private final CsvOptions options;
  private final BadRecords badRecords;
  private final TextWindow window;
  private final OutputStream out;
  private long rows;
  private long bad;
  private long blankLines;

  private CsvReader(
      CsvOptions options, BadRecords badRecords, TextWindow window, OutputStream out) {
    this.options = options;
    this.badRecords = badRecords;
    this.window = window;
    this.out = out;
  }

  /**
   * Reads a file, and refuses it if any record is bad.
   *
   * @param stored the bytes as they are stored, perhaps compressed; closed at the end
   * @param out takes the spool; flushed, not closed; what it holds is worthless if this throws
   * @throws ProblemException if the file is at fault: {@code FILE_MALFORMED}, {@code
   *     FILE_HAS_NO_ROWS} (not even a header), {@code ENCODING_INVALID}, {@code BODY_TOO_LARGE},
   *     {@code HEADER_INVALID}, {@code SCHEMA_MISMATCH}, {@code ROW_INVALID}, {@code
   *     VALUE_INVALID}, {@code TYPE_NOT_SUPPORTED}
   * @throws IOException if a stream failed, or the thread was interrupted: to be tried again
   */
  public static CsvTable read(InputStream stored, OutputStream out, CsvOptions options)
      throws IOException {
    return read(stored, out, options, new FirstErrors());
  }

  /** Reads a file, and hands what is bad to {@code badRecords}; else the same. */
  public static CsvTable read(
      InputStream stored, OutputStream out, CsvOptions options, BadRecords badRecords)
      throws IOException {
    try (stored;
        DecodedInput decoded = DecodedInput.open(stored, options);
        ReadAhead input = new ReadAhead(decoded, stored)) {
      int window = options.limits().recordBytes();
      return new CsvReader(
              options, badRecords, new TextWindow(input, decoded.markBytes(), window), out)
          .read(decoded);
    } catch (BrokenFileException broken) {
      throw atBeginning(options, broken.code(), broken.reason());
    }
  }

  private CsvTable read(DecodedInput decoded) throws IOException {
    window.more();
    Optional<String> kind =
        FileKind.ofText(
            Text.of(
                window.bytes,
                window.position,
                Math.min(window.limit, window.position + FileKind.HEAD_BYTES)));
    if (kind.isPresent()) {
      throw atBeginning(
          options, ErrorCode.FILE_MALFORMED, "This is no CSV. It looks like " + kind.get() + ".");
    }
    Delimiter asked = options.delimiter();
    DelimiterDetection.Choice choice =
        asked == null
            ? DelimiterDetection.detect(window)
            : new DelimiterDetection.Choice(asked, "The delimiter is " + asked + ", as said.");
    Delimiter delimiter = choice.delimiter();
    RecordScanner scanner = new RecordScanner(window, delimiter, options.limits().columns());
    SpoolWriter spool = new SpoolWriter(out, delimiter);
    RecordReader reader = new RecordReader(window, scanner, spool, options, badRecords);
    Layout layout = Layout.read(reader, scanner, window, options, delimiter);
    blankLines = layout.blankLines();
    Values values = values(layout);
    spool.begin(layout.names().folded().size());
    if (layout.names().folded().size() == 1 && !layout.header()) {
      addLeadingNulls(reader, values, spool);
    }
    readRows(reader, scanner, layout.names().folded(), values, spool);
    spool.flush();
    badRecords.end();

    List<String> reasons = new ArrayList<>();
    reasons.add(decoded.encodingReason());
    reasons.add(choice.reason());
    reasons.addAll(layout.reasons());
    List<SpoolColumn> columns = values.columns(spool);
    return new CsvTable(
        rows,
        bad,
        blankLines,
        columns.stream().map(SpoolColumn::column).toList(),
        new Dialect(
            decoded.compression(), decoded.encoding().name(), delimiter, layout.header(), reasons),
        window.offset(window.limit),
        new Spool(delimiter, columns, spool.longestLine()));
  }

  private Values values(Layout layout) {
    List<Column> declared = options.declared();
    return declared == null
        ? new InferredValues(layout.names(), options.former())
        : new DeclaredValues(
            layout.names(), declared, SchemaMatch.fields(layout, declared, options.fileName()));
  }

  /** The empty lines before the first record of a file of one column without a header. */
  private void addLeadingNulls(RecordReader reader, Values values, SpoolWriter spool)
      throws IOException {
    if (blankLines > 0 && !values.acceptsNull(0)) {
      throw reader.problem(ErrorCode.VALUE_INVALID, DeclaredColumn.emptyReason(), 1, 1, 0);
    }
    for (; blankLines > 0; blankLines--) {
      rows++;
      spool.addNull();
    }
  }

  private void readRows(
      RecordReader reader,
      RecordScanner scanner,
      List<String> names,
      Values values,
      SpoolWriter spool)
      throws IOException {
    Faults faults = new Faults(options.fileName(), window, scanner, names);
    boolean blankIsRow = names.size() == 1;
    while (true) {
      RecordScanner.Step step = reader.next();
      switch (step) {
        case RECORD, BLANK -> {
          boolean blank = step == RecordScanner.Step.BLANK;
          if (blank && !blankIsRow) {
            blankLines++;
          } else if (scanner.fields != names.size()) {
            bad(faults.width());
          } else {
            int refused = values.check(window.bytes, scanner);
            if (refused != Values.GOOD) {
              bad(faults.value(refused, values.reason(window.bytes, scanner, refused)));
            } else {
              rows++;
              if (blank) {
                spool.addNull();
              } else {
                spool.add(window.bytes, scanner);
              }
            }
          }
        }
        case MALFORMED -> bad(faults.malformed());
        case END, MORE, UNCLOSED -> {
          return;
        }
      }
      scanner.advance();
    }
  }

  private void bad(BadRecord record) {
    bad++;
    badRecords.take(record);
  }

  private static ProblemException atBeginning(CsvOptions options, ErrorCode code, String reason) {
    return new ProblemException(
        code,
        "%s cannot be loaded. %s".formatted(options.fileName(), reason),
        List.of(new Place(null, options.fileName(), 1L, null, null, 0L, reason)));
  }
}
