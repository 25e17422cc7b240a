package io.tarn.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The memory of all processes of a lake on this machine while something is measured: the sum of
 * their proportional set sizes, which counts pages that several share once ({@code
 * /proc/PID/smaps_rollup}, Linux only). Samples on a thread of its own until closed.
 */
final class LakeMemory implements AutoCloseable {
  private static final long PAUSE_MILLIS = 250;

  private final ProcessHandle launcher;
  private final long idleBytes;
  private final Thread sampler;
  private volatile long peakBytes;

  /**
   * @param data the lake's data folder
   */
  LakeMemory(Path data) throws IOException {
    long pid =
        new ObjectMapper()
            .readTree(data.resolve("lake.json").toFile())
            .path("launcher")
            .path("pid")
            .asLong();
    launcher =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IOException("no lake runs with the data in " + data));
    idleBytes = bytes();
    peakBytes = idleBytes;
    sampler = Thread.ofPlatform().name("lake-memory").daemon().start(this::sample);
  }

  private long bytes() {
    return Stream.concat(Stream.of(launcher), launcher.descendants())
        .mapToLong(process -> bytes(process.pid()))
        .sum();
  }

  /** Of one process; nothing if it has ended meanwhile. */
  private static long bytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }

  private void sample() {
    try {
      while (true) {
        peakBytes = Math.max(peakBytes, bytes());
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException closed) {
      return;
    }
  }

  /** Prints the size at the beginning and the largest since. */
  void print() {
    System.out.printf(
        Locale.ROOT,
        "%-46s before %9.0f MiB   peak %6.0f MiB%n",
        "memory of the whole lake (PSS)",
        idleBytes / (double) (1 << 20),
        peakBytes / (double) (1 << 20));
  }

  @Override
  public void close() {
    sampler.interrupt();
  }
}
