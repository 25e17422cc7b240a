package io.tarn.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a mistyped name was likely meant to be. */
public final class NearNames {
  private NearNames() {}

  /** " Did you mean …?", or nothing if no name is near. */
  public static String hint(String typed, Collection<String> names) {
    return nearest(typed, names).map(" Did you mean '%s'?"::formatted).orElse("");
  }

  public static Optional<String> nearest(String typed, Collection<String> names) {
    int limit = Math.clamp(typed.length() / 3, 1, 3);
    record Near(String name, int distance) {}
    return names.stream()
        .map(name -> new Near(name, distance(typed, name)))
        .filter(near -> near.distance() <= limit)
        .min(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .map(Near::name);
  }

  /**
   * The fewest insertions, deletions, replacements and swaps of neighbours that turn one text into
   * the other (optimal string alignment).
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }
}
