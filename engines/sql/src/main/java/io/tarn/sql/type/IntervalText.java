package io.tarn.sql.type;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intervals as statements write them: {@code 1-6}, {@code 2 10:00:00.5}. */
public final class IntervalText {
  /** The fields of both kinds of interval, from the largest. */
  public enum Field {
    YEAR,
    MONTH,
    DAY,
    HOUR,
    MINUTE,
    SECOND
  }

  private static final Pattern YEARS = Pattern.compile("([+-]?)(\\d+)(?:-(\\d+))?");
  private static final long[] MILLIS = {0, 0, 86_400_000, 3_600_000, 60_000, 1000};

  private IntervalText() {}

  /**
   * The months of an interval.
   *
   * @throws IllegalArgumentException if the text is no such interval
   * @throws ArithmeticException if it is too long
   */
  public static long months(String text, Field from, Field to) {
    Matcher matcher = YEARS.matcher(text.strip());
    if (!matcher.matches() || (from == to && matcher.group(3) != null)) {
      throw new IllegalArgumentException(text);
    }
    long first = Long.parseLong(matcher.group(2));
    long months = from == Field.YEAR ? Math.multiplyExact(first, 12L) : first;
    if (matcher.group(3) != null) {
      months = Math.addExact(months, Long.parseLong(matcher.group(3)));
    }
    return Math.toIntExact("-".equals(matcher.group(1)) ? -months : months);
  }

  /**
   * The milliseconds of an interval.
   *
   * @throws IllegalArgumentException if the text is no such interval
   * @throws ArithmeticException if it is too long
   */
  public static long millis(String text, Field from, Field to) {
    StringBuilder pattern = new StringBuilder("([+-]?)");
    for (int field = from.ordinal(); field <= to.ordinal(); field++) {
      if (field > from.ordinal()) {
        pattern.append(field == Field.HOUR.ordinal() ? "(?: " : "(?::");
      }
      pattern.append(field == Field.SECOND.ordinal() ? "(\\d+)(?:\\.(\\d{1,9}))?" : "(\\d+)");
    }
    pattern.append(")?".repeat(to.ordinal() - from.ordinal()));
    Matcher matcher = Pattern.compile(pattern.toString()).matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    long millis = 0;
    for (int field = from.ordinal(); field <= to.ordinal(); field++) {
      String digits = matcher.group(field - from.ordinal() + 2);
      if (digits != null) {
        millis = Math.addExact(millis, Math.multiplyExact(Long.parseLong(digits), MILLIS[field]));
      }
    }
    if (to == Field.SECOND && matcher.group(matcher.groupCount()) != null) {
      millis =
          Math.addExact(
              millis, Long.parseLong((matcher.group(matcher.groupCount()) + "00").substring(0, 3)));
    }
    return "-".equals(matcher.group(1)) ? -millis : millis;
  }
}
