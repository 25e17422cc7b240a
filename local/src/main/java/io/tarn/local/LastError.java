package io.tarn.local;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last error in a service's output: the line of level ERROR or, when the service could not even
 * log, the one that names an exception or a wrong configuration. Thread-safe.
 */
final class LastError {
  private static final int MAX_LENGTH = 200;
  private static final Pattern ERROR = Pattern.compile("\\bERROR\\s+(?:\\[[^\\]]*\\]\\s*)?(.+)");
  private static final Pattern CAUSE =
      Pattern.compile("^\\s*(?:Caused by: |Exception in thread \\S+ |Error: |SRCFG\\d+: )(.+)");

  private volatile String last = "";

  void notice(String line) {
    Matcher error = ERROR.matcher(line);
    Matcher cause = CAUSE.matcher(line);
    if (error.find()) {
      last = error.group(1);
    } else if (cause.find()) {
      last = cause.group(1);
    }
  }

  /** The error in brackets, cut to a readable length; empty if there was none. */
  String text() {
    String text = last.strip();
    if (text.isEmpty()) {
      return "";
    }
    return text.length() <= MAX_LENGTH
        ? " (" + text + ")"
        : " (" + text.substring(0, MAX_LENGTH) + " …)";
  }
}
