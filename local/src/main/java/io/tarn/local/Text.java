package io.tarn.local;

import java.time.Duration;
import java.util.Locale;

/** How numbers are written for people. */
final class Text {
  private Text() {}

  /** As {@code 4.2 s}, {@code 3 min 20 s} or {@code 5 h 7 min}. */
  static String of(Duration duration) {
    if (duration.toMinutes() == 0) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (duration.toHours() == 0) {
      return "%d min %d s".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
    return "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
  }

  /** As {@code 12.3 MB}. */
  static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 1000 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }

  /** As {@code 32,593}. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
