package io.tarn.engine.duckdb.function;

import java.util.ArrayList;
import java.util.List;

/** Paths as {@code $.store.book[0]["first name"]}: the names and indexes to follow. */
final class JsonPaths {
  private final String path;
  private int at;

  private JsonPaths(String path) {
    this.path = path;
  }

  static List<String> parse(String path) {
    return new JsonPaths(path).steps();
  }

  /** The step as an index, -1 if it is none. */
  static int index(String step) {
    try {
      return Integer.parseInt(step);
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    require('$');
    while (at < path.length()) {
      if (accept('.')) {
        steps.add(word(":"));
      } else {
        require('[');
        steps.add(accept('"') ? quoted() : word(""));
        require(']');
      }
    }
    return steps;
  }

  private String word(String alsoAllowed) {
    int start = at;
    while (at < path.length()
        && (Character.isLetterOrDigit(path.charAt(at))
            || path.charAt(at) == '_'
            || alsoAllowed.indexOf(path.charAt(at)) >= 0)) {
      at++;
    }
    if (start == at) {
      throw invalid();
    }
    return path.substring(start, at);
  }

  private String quoted() {
    StringBuilder text = new StringBuilder();
    while (at < path.length() && path.charAt(at) != '"') {
      char c = path.charAt(at++);
      if (c == '\\') {
        if (at == path.length() || "\"\\".indexOf(path.charAt(at)) < 0) {
          throw invalid();
        }
        c = path.charAt(at++);
      }
      text.append(c);
    }
    require('"');
    return text.toString();
  }

  private boolean accept(char c) {
    if (at < path.length() && path.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void require(char c) {
    if (!accept(c)) {
      throw invalid();
    }
  }

  private FunctionFailure invalid() {
    return FunctionFailure.invalid("Invalid JSON path: " + path);
  }
}
