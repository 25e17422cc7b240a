package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Place;
import io.tarn.kernel.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives whole records: fills the window as needed, within the limits. Not thread-safe. */
final class RecordReader {
  private final TextWindow window;
  private final RecordScanner scanner;
  private final SpoolWriter spool;
  private final CsvOptions options;
  private final BadRecords badRecords;

  /**
   * @param spool is flushed before the window moves
   */
  RecordReader(
      TextWindow window,
      RecordScanner scanner,
      SpoolWriter spool,
      CsvOptions options,
      BadRecords badRecords) {
    this.window = window;
    this.scanner = scanner;
    this.spool = spool;
    this.options = options;
    this.badRecords = badRecords;
  }

  /**
   * What stands next: {@code RECORD}, {@code BLANK} or {@code MALFORMED}, to be passed by {@link
   * RecordScanner#advance}, or {@code END}.
   *
   * @throws ProblemException if the rest of the file cannot be read
   */
  RecordScanner.Step next() throws IOException {
    while (true) {
      RecordScanner.Step step = scanner.step();
      switch (step) {
        case RECORD -> {
          if (scanner.end - scanner.start > options.limits().fieldBytes()) {
            checkFields();
          }
          return step;
        }
        case MORE -> more();
        case UNCLOSED ->
            throw problem(
                ErrorCode.FILE_MALFORMED,
                "The quote that opens here is never closed: the file ends inside the field.",
                scanner.lastFieldLine(),
                scanner.fields + 1,
                window.offset(scanner.lastField()));
        case BLANK, MALFORMED, END -> {
          return step;
        }
      }
    }
  }

  private void more() throws IOException {
    int held = window.limit - window.position;
    if (held > options.limits().fieldBytes()
        && window.limit - scanner.lastField() > options.limits().fieldBytes()) {
      throw tooLong(scanner.fields + 1, scanner.lastField(), scanner.lastFieldQuoted());
    }
    spool.flush();
    boolean more;
    try {
      more = window.more();
    } catch (BrokenFileException broken) {
      long newlines = Text.newlines(window.bytes, window.position, window.limit);
      throw problem(
          broken.code(),
          broken.reason(),
          scanner.line() + newlines,
          null,
          window.offset(window.limit));
    }
    if (!more && !window.ended) {
      throw problem(
          ErrorCode.FILE_MALFORMED,
          "The record that begins here is longer than %,d bytes, the limit for one record."
              .formatted(options.limits().recordBytes()),
          scanner.line(),
          null,
          window.offset(window.position));
    }
  }

  private void checkFields() {
    for (int i = 0; i < Math.min(scanner.fields, scanner.from.length); i++) {
      if (scanner.to[i] - scanner.from[i] > options.limits().fieldBytes()) {
        throw tooLong(i + 1, scanner.from[i], window.bytes[scanner.from[i] - 1] == '"');
      }
    }
  }

  private ProblemException tooLong(int field, int at, boolean quoted) {
    long newlines = Text.newlines(window.bytes, window.position, at);
    return problem(
        ErrorCode.FILE_MALFORMED,
        "The field that begins here is longer than %,d bytes, the limit for one field%s."
            .formatted(
                options.limits().fieldBytes(), quoted ? "; or its quote is never closed" : ""),
        scanner.line() + newlines,
        field,
        window.offset(at));
  }

  /** A problem of the whole file, with the places of bad records before it. */
  ProblemException problem(
      ErrorCode code, String reason, long line, @Nullable Integer field, long byteOffset) {
    List<Place> places = new ArrayList<>();
    places.add(new Place(null, options.fileName(), line, field, null, byteOffset, reason));
    places.addAll(badRecords.places());
    return new ProblemException(
        code,
        "%s cannot be loaded. Line %d%s: %s"
            .formatted(options.fileName(), line, field == null ? "" : ", field " + field, reason),
        places);
  }
}
