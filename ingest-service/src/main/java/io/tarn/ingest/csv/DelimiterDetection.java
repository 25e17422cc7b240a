package io.tarn.ingest.csv;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the delimiter in a sample: the one that gives the most records as many fields as the first
 * record has, and at least two, with all quotes in their places.
 */
final class DelimiterDetection {
  private static final int MAX_RECORDS = 1_000;

  /** From so many records on, agreement is no chance: then the rarer character is meant. */
  private static final int TELLING_RECORDS = 3;

  private DelimiterDetection() {}

  /**
   * A delimiter and why.
   *
   * @param reason a sentence
   */
  record Choice(Delimiter delimiter, String reason) {}

  /** Looks at the records in the window, which stays as it is. */
  static Choice detect(TextWindow window) {
    @Nullable Probe best =
        Delimiter.DETECTED.stream()
            .map(delimiter -> probe(window, delimiter))
            .filter(probe -> probe.width > 1)
            .max(
                Comparator.comparing((Probe probe) -> !probe.malformed)
                    .thenComparingDouble(Probe::share)
                    .thenComparingInt(Probe::preference)
                    .thenComparingInt(DelimiterDetection::commonness))
            .orElse(null);
    if (best == null) {
      return new Choice(
          Delimiter.COMMA, "There is one column: no delimiter stands in the first record.");
    }
    String agreement = best.agreeing == best.records ? "all" : "%,d of".formatted(best.agreeing);
    return new Choice(
        best.delimiter,
        "The delimiter is %s: %s %,d records looked at have %d fields with it."
            .formatted(best.delimiter, agreement, best.records, best.width));
  }

  private static int commonness(Probe probe) {
    return Delimiter.DETECTED.indexOf(probe.delimiter);
  }

  private static Probe probe(TextWindow window, Delimiter delimiter) {
    int position = window.position;
    RecordScanner scanner = new RecordScanner(window, delimiter, 1);
    Probe probe = new Probe(delimiter);
    while (probe.records < MAX_RECORDS && probe.add(scanner)) {
      scanner.advance();
    }
    window.position = position;
    return probe;
  }

  /** What one delimiter makes of the sample. */
  private static final class Probe {
    private final Delimiter delimiter;
    private int width;
    private int records;
    private int agreeing;
    private boolean malformed;

    Probe(Delimiter delimiter) {
      this.delimiter = delimiter;
    }

    /** Adds a record; false if there is none any more. */
    boolean add(RecordScanner scanner) {
      switch (scanner.step()) {
        case RECORD -> {
          width = records == 0 ? scanner.fields : width;
          agreeing += scanner.fields == width ? 1 : 0;
          records++;
        }
        case MALFORMED -> {
          malformed = true;
          records++;
        }
        case BLANK -> {
          return true;
        }
        case UNCLOSED -> {
          malformed = true;
          return false;
        }
        case MORE -> {
          // a first record that is longer than the sample is all there is to look at
          width = records == 0 ? scanner.fields : width;
          return false;
        }
        case END -> {
          return false;
        }
      }
      return true;
    }

    double share() {
      return records == 0 ? 0 : (double) agreeing / records;
    }

    int preference() {
      return records < TELLING_RECORDS ? width : -Delimiter.DETECTED.indexOf(delimiter);
    }
  }
}
