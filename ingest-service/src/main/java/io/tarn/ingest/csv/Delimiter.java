package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.List;
import java.util.Locale;

/**
 * The character between two fields: any of ASCII that is no letter, digit, quote, newline, NUL,
 * ESC, {@code -}, {@code +}, {@code .} or {@code _}.
 *
 * @param value the character
 */
public record Delimiter(char value) {
  public static final Delimiter COMMA = new Delimiter(',');

  /** Those that are looked for, the least likely to stand in ordinary text first. */
  static final List<Delimiter> DETECTED =
      List.of(
          new Delimiter('\u0001'),
          new Delimiter('\t'),
          new Delimiter('|'),
          new Delimiter(';'),
          COMMA);

  public Delimiter {
    if (value == 0
        || value > 0x7E
        || "\"\r\n-+._\u001B".indexOf(value) >= 0
        || Character.isLetterOrDigit(value)) {
      throw new ProblemException(
          ErrorCode.INVALID_ARGUMENT,
          "%s cannot be the delimiter: use one character of ASCII that is no letter, digit, quote,"
                  .formatted(describe(value))
              + " newline or sign.");
    }
  }

  /**
   * Reads one character, or {@code tab}, or an escape as {@code \t} or <code>&#92;u0001</code>.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static Delimiter fromString(String text) {
    if (text.length() == 1) {
      return new Delimiter(text.charAt(0));
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.equals("\\t") || lower.equals("tab")) {
      return new Delimiter('\t');
    }
    if (lower.matches("\\\\u[0-9a-f]{4}")) {
      return new Delimiter((char) Integer.parseInt(lower.substring(2), 16));
    }
    throw new ProblemException(
        ErrorCode.INVALID_ARGUMENT,
        "'%s' is no delimiter: use one character, or tab, or \\u0001.".formatted(text));
  }

  /** As a reader of a message sees it: {@code ','}, {@code tab}, {@code U+0001}. */
  @Override
  public String toString() {
    return describe(value);
  }

  private static String describe(char c) {
    if (c == '\t') {
      return "tab";
    }
    return c <= ' ' || c > 0x7E ? "U+%04X".formatted((int) c) : "'" + c + "'";
  }
}
