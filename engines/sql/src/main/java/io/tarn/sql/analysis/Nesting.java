package io.tarn.sql.analysis;

import io.tarn.kernel.ErrorCode;
import io.tarn.sql.tree.Spot;
import io.trino.sql.tree.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How deeply statements may be nested. The parser's time grows with the square of the depth of
 * brackets, and every later step takes stack for each level: what is deeper is refused before.
 */
final class Nesting {
  /** Levels of brackets and CASE that may be open at a place of the text. */
  static final int MAX_BRACKETS = 100;

  /** Levels of the tree of a statement, in which each operator of a chain is one. */
  static final int MAX_TREE = 400;

  private Nesting() {}

  /** Looks at brackets and CASE outside of strings, quoted names and comments. */
  static void check(String sql) {
    int depth = 0;
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      int next = i + 1;
      if (c == '\'' || c == '"') {
        next = after(sql, i + 1, String.valueOf(c));
      } else if (sql.startsWith("--", i)) {
        next = after(sql, i, "\n");
      } else if (sql.startsWith("/*", i)) {
        next = after(sql, i + 2, "*/");
      } else if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (isWordPart(c)) {
        while (next < sql.length() && isWordPart(sql.charAt(next))) {
          next++;
        }
        String word = sql.substring(i, next);
        depth += word.equalsIgnoreCase("case") ? 1 : word.equalsIgnoreCase("end") ? -1 : 0;
      }
      if (depth > MAX_BRACKETS) {
        throw tooDeep(place(sql, i));
      }
      i = next;
    }
  }

  private static boolean isWordPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static int after(String sql, int from, String end) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  private static Spot place(String sql, int index) {
    String before = sql.substring(0, index);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int start = before.lastIndexOf('\n') + 1;
    return Spot.at(line, before.codePointCount(start, index) + 1);
  }

  /** Measures the tree without taking stack for it. */
  static void check(Node statement) {
    record Level(Node node, int depth) {}
    Deque<Level> open = new ArrayDeque<>();
    open.push(new Level(statement, 1));
    while (!open.isEmpty()) {
      Level level = open.pop();
      if (level.depth() > MAX_TREE) {
        throw tooDeep(Problems.spot(level.node()));
      }
      level.node().getChildren().forEach(child -> open.push(new Level(child, level.depth() + 1)));
    }
  }

  static RuntimeException tooDeep(Spot spot) {
    return Problems.at(
        ErrorCode.NOT_SUPPORTED, spot, "The statement is nested too deeply: simplify it");
  }
}
