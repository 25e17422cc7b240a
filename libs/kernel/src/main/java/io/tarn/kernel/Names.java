package io.tarn.kernel;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules for names in the lake: databases and tables are {@code [a-z0-9_]}, at most 255
 * characters (Athena's rule); columns are letters and digits of Unicode and {@code _}. All are
 * folded to lower case.
 */
public final class Names {
  public static final int MAX_LENGTH = 255;

  private static final Pattern PLAIN = Pattern.compile("[a-z0-9_]{1,255}");
  private static final Pattern NOT_IN_A_COLUMN = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}_]+");

  private Names() {}

  /**
   * The folded name of a database or table.
   *
   * @param what the kind of thing, for the message: {@code database} or {@code table}
   * @throws ProblemException {@code INVALID_NAME}
   */
  public static String fold(String what, String name) {
    String folded = name.toLowerCase(Locale.ROOT);
    if (!PLAIN.matcher(folded).matches()) {
      throw new ProblemException(
          ErrorCode.INVALID_NAME,
          "'%s' is no name for a %s: use letters a-z, digits and _, at most %d characters."
              .formatted(name, what, MAX_LENGTH));
    }
    return folded;
  }

  /**
   * The folded name of a column, from a header: lower case, NFC, runs of other characters become
   * one {@code _}, none at the ends. Empty if nothing is left.
   */
  public static String column(String header) {
    String normal = Normalizer.normalize(header.strip(), Normalizer.Form.NFC);
    String replaced = NOT_IN_A_COLUMN.matcher(normal).replaceAll("_");
    String folded = replaced.toLowerCase(Locale.ROOT);
    if (!folded.equals(normal.toLowerCase(Locale.ROOT))) {
      folded = folded.replaceAll("^_+|_+$", "");
    }
    return folded.length() > MAX_LENGTH ? folded.substring(0, MAX_LENGTH) : folded;
  }
}
