package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes what is wrong with a record. */
final class Faults {
  private final String fileName;
  private final TextWindow window;
  private final RecordScanner scanner;
  private final List<String> names;

  /**
   * @param names the columns' names, in the order of the file
   */
  Faults(String fileName, TextWindow window, RecordScanner scanner, List<String> names) {
    this.fileName = fileName;
    this.window = window;
    this.scanner = scanner;
    this.names = names;
  }

  /** A record with a quote in the wrong place. */
  BadRecord malformed() {
    return record(
        ErrorCode.ROW_INVALID,
        scanner.faultField(),
        scanner.faultAt(),
        scanner.faultLine(),
        malformed(window, scanner));
  }

  /** A record with too few or too many fields. */
  BadRecord width() {
    int found = scanner.fields;
    int expected = names.size();
    return record(
        ErrorCode.ROW_INVALID,
        Math.min(found, expected) + 1,
        scanner.start,
        scanner.line(),
        "Expected %d field%s, found %d: '%s'."
            .formatted(
                expected,
                expected == 1 ? "" : "s",
                found,
                Text.excerpt(window.bytes, scanner.start, scanner.end)));
  }

  /** A record with a value that its column cannot hold. */
  BadRecord value(int field, String reason) {
    int at = scanner.from[field];
    long line = scanner.line() + Text.newlines(window.bytes, scanner.start, at);
    return record(ErrorCode.VALUE_INVALID, field + 1, at, line, reason);
  }

  private BadRecord record(ErrorCode code, int field, int at, long line, String reason) {
    @Nullable String name = field > names.size() ? null : names.get(field - 1);
    String begins =
        line == scanner.line() ? "" : " The record begins on line " + scanner.line() + ".";
    return new BadRecord(
        code,
        fileName,
        scanner.line(),
        line,
        window.offset(scanner.start),
        window.offset(at),
        field,
        name,
        reason + begins,
        Text.of(window.bytes, scanner.start, scanner.end));
  }

  /** Why the record that the scanner found is not well formed, as a sentence. */
  static String malformed(TextWindow window, RecordScanner scanner) {
    String text = Text.excerpt(window.bytes, scanner.faultAt(), scanner.end);
    return switch (scanner.fault()) {
      case TEXT_AFTER_QUOTE ->
          "After the closing quote of field %d comes '%s', where only a delimiter or the end of the line may be."
              .formatted(scanner.faultField(), text);
      case SPACE_BEFORE_QUOTE ->
          "Field %d has spaces before its quote: '%s'. Leave them out, or quote the whole field and double the quotes in it."
              .formatted(
                  scanner.faultField(),
                  Text.excerpt(window.bytes, scanner.lastField(), scanner.end));
    };
  }
}
