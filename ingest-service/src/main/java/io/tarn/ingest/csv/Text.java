package io.tarn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes text out of the window, where it stands as UTF-8. */
final class Text {
  private static final int EXCERPT_BYTES = 60;

  private Text() {}

  static String of(byte[] b, int from, int to) {
    return new String(b, from, to - from, UTF_8);
  }

  /** A field's value; {@code from} and {@code to} are inside its quotes, if it has any. */
  static String ofField(byte[] b, int from, int to) {
    String text = of(b, from, to);
    return isQuoted(b, from) ? text.replace("\"\"", "\"") : text;
  }

  /** Whether the field whose content begins there is quoted. */
  static boolean isQuoted(byte[] b, int from) {
    return b[from - 1] == '"';
  }

  /** The first characters, on one line, for a message. */
  static String excerpt(byte[] b, int from, int to) {
    int end = to;
    if (to - from > EXCERPT_BYTES) {
      end = from + EXCERPT_BYTES;
      while (end > from && isContinuation(b[end])) {
        end--;
      }
    }
    StringBuilder text = new StringBuilder();
    of(b, from, end).codePoints().forEach(c -> append(text, c));
    return end < to ? text.append('…').toString() : text.toString();
  }

  private static void append(StringBuilder text, int c) {
    switch (c) {
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (Character.isISOControl(c)) {
          text.append("\\u%04x".formatted(c));
        } else {
          text.appendCodePoint(c);
        }
      }
    }
  }

  /** The number of characters of a field's value. */
  static int codePoints(byte[] b, int from, int to) {
    int count = 0;
    int quotes = 0;
    for (int p = from; p < to; p++) {
      count += isContinuation(b[p]) ? 0 : 1;
      quotes += b[p] == '"' ? 1 : 0;
    }
    return isQuoted(b, from) ? count - quotes / 2 : count;
  }

  /** The newlines in a part of the text: LF, CR and CRLF each count once. */
  static long newlines(byte[] b, int from, int to) {
    long count = 0;
    for (int p = from; p < to; p++) {
      if (b[p] == '\n' || (b[p] == '\r' && (p + 1 == to || b[p + 1] != '\n'))) {
        count++;
      }
    }
    return count;
  }

  private static boolean isContinuation(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
