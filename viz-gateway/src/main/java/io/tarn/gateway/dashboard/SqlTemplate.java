package io.tarn.gateway.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Function;

/**
 * A statement with parameters written {@code :name}, outside of quotes and comments. Values never
 * become part of the text: each place becomes a {@code ?}.
 */
final class SqlTemplate {
  /** A part of the text: as it stands, or the place of a parameter. */
  private sealed interface Part {
    record Text(String text) implements Part {}

    record Name(String name) implements Part {}
  }

  /**
   * The statement to run.
   *
   * @param sql the text with {@code ?}
   * @param names the parameter of each {@code ?}, in order
   */
  record Positional(String sql, List<String> names) {}

  private final List<Part> parts;

  private SqlTemplate(List<Part> parts) {
    this.parts = parts;
  }

  /**
   * @throws IllegalArgumentException with a sentence for the author, if a quote or comment does not
   *     end or a {@code ?} stands in the text
   */
  static SqlTemplate parse(String sql) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == '\'' || c == '"') {
        at = endOfQuoted(sql, at, c);
      } else if (sql.startsWith("--", at)) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
          throw new IllegalArgumentException("A comment does not end.");
        }
        at = end + 2;
      } else if (c == '?') {
        throw new IllegalArgumentException("Write :name for a parameter, not ?.");
      } else if (c == ':' && startsName(sql, at + 1) && (at == 0 || sql.charAt(at - 1) != ':')) {
        int end = at + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end))) {
          end++;
        }
        parts.add(new Part.Text(sql.substring(from, at)));
        parts.add(new Part.Name(sql.substring(at + 1, end)));
        from = end;
        at = end;
      } else {
        at++;
      }
    }
    parts.add(new Part.Text(sql.substring(from)));
    return new SqlTemplate(parts);
  }

  /** The names of the parameters, in order of their first place. */
  SequencedSet<String> names() {
    SequencedSet<String> names = new LinkedHashSet<>();
    for (Part part : parts) {
      if (part instanceof Part.Name(String name)) {
        names.add(name);
      }
    }
    return names;
  }

  /**
   * The statement with a {@code ?} for each place. Short places are filled up with spaces, so that
   * what follows keeps its column in messages.
   *
   * @param placeholder gives the text for a name: {@code ?}, or a cast of it
   */
  Positional positional(Function<String, String> placeholder) {
    StringBuilder sql = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (Part part : parts) {
      switch (part) {
        case Part.Text(String text) -> sql.append(text);
        case Part.Name(String name) -> {
          String text = placeholder.apply(name);
          sql.append(text).repeat(' ', Math.max(0, name.length() + 1 - text.length()));
          names.add(name);
        }
      }
    }
    return new Positional(sql.toString(), List.copyOf(names));
  }

  private static int endOfQuoted(String sql, int start, char quote) {
    int at = start + 1;
    while (true) {
      int end = sql.indexOf(quote, at);
      if (end < 0) {
        throw new IllegalArgumentException("A quote (" + quote + ") does not end.");
      }
      if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
        at = end + 2;
      } else {
        return end + 1;
      }
    }
  }

  private static boolean startsName(String sql, int at) {
    return at < sql.length() && isNamePart(sql.charAt(at)) && !Character.isDigit(sql.charAt(at));
  }

  private static boolean isNamePart(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || c == '_');
  }
}
