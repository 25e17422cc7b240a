package io.tarn.sql.function;

/** How a function is written for an engine. */
@FunctionalInterface
public interface Form {
  String write(Written call);

  /**
   * A form given as text, in which {@code $1} is the first argument, {@code $*} all of them, and
   * {@code @name(…)} an aggregate of the engine with the call's DISTINCT, ORDER BY, FILTER and
   * OVER.
   */
  static Form of(String template) {
    return call -> expand(template, call);
  }

  private static String expand(String template, Written call) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '$') {
        char next = template.charAt(++i);
        if (next == '*') {
          for (int argument = 0; argument < call.size(); argument++) {
            text.append(argument == 0 ? "" : ", ").append(call.text(argument));
          }
        } else {
          text.append(call.text(next - '1'));
        }
      } else if (c == '@') {
        int open = template.indexOf('(', i);
        int close = closing(template, open);
        text.append(
            call.aggregate(
                template.substring(i + 1, open),
                expand(template.substring(open + 1, close), call)));
        i = close;
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private static int closing(String template, int open) {
    int depth = 0;
    for (int i = open; i < template.length(); i++) {
      char c = template.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException(template);
  }
}
