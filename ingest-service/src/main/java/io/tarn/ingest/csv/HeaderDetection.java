package io.tarn.ingest.csv;

import io.tarn.kernel.table.Column;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the first record is a header, from a sample. Into an existing table: if at least
 * half of its fields are names of the table's columns. Else by the rule of AWS Glue's built-in CSV
 * classifier (Glue Developer Guide, "Built-in classifiers in AWS Glue"): every field is text of
 * fewer than 150 characters that may be a name (the last may be longer, or empty), and at least one
 * later row has a value that is not text. Beyond Glue, which takes the names of a file of text
 * alone for a row: there is a header too if a field of the first record is written as programs
 * write names ({@code name}, {@code first_name}, {@code firstName}) and no value below it is.
 */
final class HeaderDetection {
  private static final int MAX_RECORDS = 1_000;
  private static final int MAX_NAME = 150;
  private static final Pattern PROGRAMMED_NAME =
      Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*|[a-z][a-z0-9]*([A-Z][a-z0-9]*)+");
  private static final String SAY_PRESENT = " If it is one, say header=present.";

  private final TextWindow window;
  private final RecordScanner scanner;
  private final NumberText number = new NumberText();
  private final TimeText time = new TimeText();

  private HeaderDetection(TextWindow window, Delimiter delimiter, int width) {
    this.window = window;
    this.scanner = new RecordScanner(window, delimiter, width);
  }

  /**
   * Whether there is a header, and why.
   *
   * @param reason a sentence
   */
  record Choice(boolean header, String reason) {}

  /**
   * Looks at the records in the window, which stays as it is.
   *
   * @param first the fields of the record at the window's position
   */
  static Choice detect(
      TextWindow window, Delimiter delimiter, List<String> first, @Nullable List<Column> declared) {
    int position = window.position;
    try {
      return new HeaderDetection(window, delimiter, first.size()).detect(first, declared);
    } finally {
      window.position = position;
    }
  }

  private Choice detect(List<String> first, @Nullable List<Column> declared) {
    if (declared != null) {
      Set<String> names = new HashSet<>(declared.stream().map(Column::name).toList());
      long named = ColumnNames.ofHeader(first).folded().stream().filter(names::contains).count();
      if (2 * named >= first.size()) {
        return new Choice(
            true,
            "There is a header: %d of %d fields of the first record are names of the table's columns."
                .formatted(named, first.size()));
      }
    }
    if (scanner.step() != RecordScanner.Step.RECORD) {
      return new Choice(false, "There is no header: the first record is too long.");
    }
    for (int i = 0; i < first.size(); i++) {
      String why = notAName(first.get(i), i);
      if (why != null) {
        return new Choice(
            false,
            "There is no header: field %d of the first record %s.".formatted(i + 1, why)
                + SAY_PRESENT);
      }
    }
    scanner.advance();
    Below below = below(first);
    if (below.typedField >= 0) {
      return new Choice(
          true,
          "There is a header: the first record is all text, but field %d of the rows below is not."
              .formatted(below.typedField + 1));
    }
    int named = below.namedField();
    if (named >= 0) {
      return new Choice(
          true,
          "There is a header: '%s' is written as a name, and no value below it is."
              .formatted(first.get(named)));
    }
    return new Choice(
        false,
        "There is no header: all values are text, so the first record may be a row as well."
            + SAY_PRESENT);
  }

  /** What the rows below the first record say. */
  private static final class Below {
    /** The first field found that is not text, or -1. */
    int typedField = -1;

    /** Fields of the first record that are written as names. */
    final BitSet names = new BitSet();

    /** Fields with values, and those of them with a value that is written as a name. */
    final BitSet valued = new BitSet();

    final BitSet likeNames = new BitSet();

    /** The first field that is written as a name over values that are not, or -1. */
    int namedField() {
      BitSet telling = (BitSet) names.clone();
      telling.and(valued);
      telling.andNot(likeNames);
      return telling.nextSetBit(0);
    }
  }

  private @Nullable String notAName(String name, int field) {
    boolean last = field == scanner.fields - 1;
    if (name.isEmpty()) {
      return last ? null : "is empty";
    }
    if (name.codePoints().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      return "has a control character";
    }
    if (!last && name.length() >= MAX_NAME) {
      return "is longer than a name";
    }
    return isText(field) ? null : "is a value, not a name";
  }

  private Below below(List<String> first) {
    Below below = new Below();
    for (int i = 0; i < first.size(); i++) {
      below.names.set(i, PROGRAMMED_NAME.matcher(first.get(i)).matches());
    }
    for (int records = 0; records < MAX_RECORDS; records++) {
      switch (scanner.step()) {
        case RECORD -> {
          read(below, Math.min(first.size(), scanner.fields));
          if (below.typedField >= 0) {
            return below;
          }
        }
        case BLANK, MALFORMED -> {
          // says nothing
        }
        case MORE, UNCLOSED, END -> {
          return below;
        }
      }
      scanner.advance();
    }
    return below;
  }

  private void read(Below below, int width) {
    for (int i = 0; i < width; i++) {
      if (scanner.to[i] <= scanner.from[i]) {
        continue;
      }
      if (!isText(i)) {
        below.typedField = i;
        return;
      }
      below.valued.set(i);
      if (below.names.get(i) && !below.likeNames.get(i)) {
        String value = Text.of(window.bytes, scanner.from[i], scanner.to[i]);
        below.likeNames.set(i, PROGRAMMED_NAME.matcher(value).matches());
      }
    }
  }

  private boolean isText(int field) {
    InferredColumn value = new InferredColumn(number, time);
    value.accept(window.bytes, scanner.from[field], scanner.to[field]);
    return value.isText();
  }
}
