package io.tarn.sql.duckdb;

/** Pieces of DuckDB's SQL. */
final class Text {
  private static final int SHORT = 160;

  private Text() {}

  /** A string literal. Characters that could be mistaken for marks are written by their number. */
  static String quoted(String value) {
    StringBuilder text = new StringBuilder("'");
    boolean built = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\n' && c != '\t' && c != '\r') {
        text.append("' || chr(").append((int) c).append(") || '");
        built = true;
      } else {
        text.append(c == '\'' ? "''" : String.valueOf(c));
      }
    }
    text.append('\'');
    return built ? "(" + text + ")" : text.toString();
  }

  /** Whether writing the text twice does no harm. */
  static boolean isShort(String text) {
    return text.length() <= SHORT && !text.contains("SELECT ");
  }
}
