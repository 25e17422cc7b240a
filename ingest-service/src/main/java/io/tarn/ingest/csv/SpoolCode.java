package io.tarn.ingest.csv;

import java.util.EnumSet;
import java.util.Set;

/**
 * What stands in a spool for a character that cannot stand there itself, for the empty string, or
 * for a record of nothing but one NULL: {@link #ESCAPE} and a letter. In the order in which they
 * may be replaced one after another: until the last step the escape stands before every code, and
 * only there.
 */
public enum SpoolCode {
  EMPTY('e', 1),
  /** NULL where the record would be an empty line. */
  NULL('0', 32),
  DELIMITER('d', 2),
  LF('n', 4),
  CR('r', 8),
  /** The escape itself. */
  ESCAPED('x', 16);

  static final byte ESCAPE = 0x1B;

  private final char letter;
  private final int bit;

  SpoolCode(char letter, int bit) {
    this.letter = letter;
    this.bit = bit;
  }

  byte letter() {
    return (byte) letter;
  }

  /** This code's bit in a set of codes. */
  int bit() {
    return bit;
  }

  static Set<SpoolCode> ofBits(int bits) {
    Set<SpoolCode> codes = EnumSet.noneOf(SpoolCode.class);
    for (SpoolCode code : values()) {
      if ((bits & code.bit) != 0) {
        codes.add(code);
      }
    }
    return codes;
  }

  /** The expression of DuckDB that undoes this code in another, of text. */
  String replaced(String expression, Delimiter delimiter) {
    return switch (this) {
      case EMPTY -> replaced(expression, "''");
      case NULL -> toNull(expression);
      case DELIMITER -> replaced(expression, "chr(" + (int) delimiter.value() + ")");
      case LF -> replaced(expression, "chr(10)");
      case CR -> replaced(expression, "chr(13)");
      case ESCAPED -> replaced(expression, "chr(" + ESCAPE + ")");
    };
  }

  private String replaced(String expression, String original) {
    return "replace(" + expression + ", " + sql() + ", " + original + ")";
  }

  /** The expression of DuckDB that makes a value of nothing but this code NULL in another. */
  String toNull(String expression) {
    return "nullif(" + expression + ", " + sql() + ")";
  }

  /** The code as an expression of DuckDB. */
  String sql() {
    return "chr(" + ESCAPE + ") || '" + letter + "'";
  }
}
