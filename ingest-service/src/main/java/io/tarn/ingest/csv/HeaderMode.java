package io.tarn.ingest.csv;

import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.ProblemException;
import java.util.Locale;

/** Whether the first record names the columns. */
public enum HeaderMode {
  PRESENT,
  ABSENT,
  /** Decided from the first rows by the rule of AWS Glue's CSV classifier. */
  AUTO;

  /**
   * The mode with this name: {@code present} or {@code true}, {@code absent} or {@code false},
   * {@code auto}.
   *
   * @throws ProblemException {@code INVALID_ARGUMENT}
   */
  public static HeaderMode fromString(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "present", "true" -> PRESENT;
      case "absent", "false" -> ABSENT;
      case "auto" -> AUTO;
      default ->
          throw new ProblemException(
              ErrorCode.INVALID_ARGUMENT,
              "'%s' does not say whether there is a header: use present, absent or auto."
                  .formatted(text));
    };
  }
}
