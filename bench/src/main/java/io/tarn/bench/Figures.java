package io.tarn.bench;

import java.util.Arrays;
import java.util.Locale;

/** Times of repeated work: what is printed is the median, and ratios of medians. */
final class Figures {
  private Figures() {}

  /** Work to be timed. */
  @FunctionalInterface
  interface Work {
    void run() throws Exception;
  }

  /** Milliseconds of each run, sorted. */
  static double[] time(int warmUps, int runs, Work work) throws Exception {
    for (int i = 0; i < warmUps; i++) {
      work.run();
    }
    double[] millis = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    return millis;
  }

  static double median(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  static void print(String name, double[] sorted) {
    System.out.printf(
        Locale.ROOT,
        "%-46s median %9.1f ms   min %9.1f   p95 %9.1f   (%d runs)%n",
        name,
        median(sorted),
        sorted[0],
        sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))],
        sorted.length);
  }

  static void ratio(String name, double ours, double theirs) {
    System.out.printf(Locale.ROOT, "%-46s %.2f%n", name, ours / theirs);
  }
}
