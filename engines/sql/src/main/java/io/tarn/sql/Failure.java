package io.tarn.sql;

import io.tarn.kernel.ErrorCode;
import java.util.Optional;

/**
 * An error that written SQL raises on purpose at run time, where the engine would give an answer or
 * an error of another meaning. It is the text of an impossible cast, which every engine reports.
 *
 * @param code the reason, by Trino's name
 * @param detail a sentence for the caller; has no quotes
 */
public record Failure(ErrorCode code, String detail) {
  private static final String MARKER = "tarn:";

  /** The text that no type but varchar can hold. */
  public String text() {
    return MARKER + code + ":" + detail.replaceAll("['\"]", "");
  }

  /** The failure that an engine's message reports, empty if it reports none. */
  public static Optional<Failure> in(String message) {
    int start = Integer.max(message.indexOf("'" + MARKER), message.indexOf('"' + MARKER));
    int end = start < 0 ? -1 : message.indexOf(message.charAt(start), start + 1);
    if (end < 0) {
      return Optional.empty();
    }
    String text = message.substring(start + 1 + MARKER.length(), end);
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Failure(ErrorCode.valueOf(text.substring(0, colon)), text.substring(colon + 1)));
    } catch (IllegalArgumentException notACode) {
      return Optional.empty();
    }
  }
}
