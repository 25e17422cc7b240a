package io.tarn.engine.duckdb.function;

import java.util.ArrayList;
import java.util.List;

/** Matches LIKE patterns that have an escape character. */
final class LikePatterns {
  private static final int ANY = -1;
  private static final int ANYTHING = -2;

  private LikePatterns() {}

  static boolean matches(String text, String pattern, int escape) {
    return matches(text.codePoints().toArray(), parts(pattern.codePoints().toArray(), escape));
  }

  private static List<Integer> parts(int[] pattern, int escape) {
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < pattern.length; i++) {
      int c = pattern[i];
      if (c == escape) {
        if (i + 1 == pattern.length
            || (pattern[i + 1] != '%' && pattern[i + 1] != '_' && pattern[i + 1] != escape)) {
          throw FunctionFailure.invalid(
              "Escape character must be followed by %, _ or the escape character itself");
        }
        parts.add(pattern[++i]);
      } else {
        parts.add(c == '%' ? ANYTHING : c == '_' ? ANY : c);
      }
    }
    return parts;
  }

  /** Goes back only to the last percent sign. */
  private static boolean matches(int[] text, List<Integer> parts) {
    int at = 0;
    int part = 0;
    int star = -1;
    int restart = 0;
    while (at < text.length) {
      if (part < parts.size() && (parts.get(part) == ANY || parts.get(part) == text[at])) {
        at++;
        part++;
      } else if (part < parts.size() && parts.get(part) == ANYTHING) {
        star = part++;
        restart = at;
      } else if (star >= 0) {
        part = star + 1;
        at = ++restart;
      } else {
        return false;
      }
    }
    while (part < parts.size() && parts.get(part) == ANYTHING) {
      part++;
    }
    return part == parts.size();
  }
}
