package io.tarn.local;

import io.tarn.local.LakeState.Condition;
import io.tarn.local.LakeState.Part;
import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tarn status}: how the lake and its parts are; exit code 0 if all are ready. */
@Command(name = "status", description = "Show how the lake and its parts are.")
final class StatusCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Override
  public Integer call() throws Exception {
    LakeState state = lakeOptions.running();
    Duration age = Duration.between(state.launcher().startedAt(), Instant.now());
    System.out.printf(
        "%s  %s  for %s  data in %s%n",
        state.gatewayUrl(),
        state.ready() ? "ready" : "not ready",
        Text.of(age),
        lakeOptions.folder().path());
    long total = 0;
    for (Part part : state.parts()) {
      OptionalLong memory = part.process() == null ? OptionalLong.empty() : memory(part.process());
      total += memory.orElse(0);
      System.out.printf(
          "  %-16s %-10s %-8s %9s%s%s%n",
          part.name(),
          part.condition().name().toLowerCase(Locale.ROOT),
          part.process() == null ? "" : part.process().pid(),
          memory.isPresent() ? Text.bytes(memory.getAsLong()) : "",
          restarts(part.restarts()),
          part.detail() == null || part.condition() == Condition.READY ? "" : "  " + part.detail());
    }
    if (total > 0) {
      System.out.printf("  %-16s %-10s %-8s %9s%n", "memory in all", "", "", Text.bytes(total));
    }
    return state.ready() ? 0 : 1;
  }

  private static String restarts(int count) {
    return switch (count) {
      case 0 -> "";
      case 1 -> "  restarted once";
      default -> "  restarted " + count + " times";
    };
  }

  /** The resident memory of the process and its children, where the system tells. */
  private static OptionalLong memory(ProcessId process) throws IOException {
    long bytes = resident(process.pid());
    if (bytes == 0) {
      return OptionalLong.empty();
    }
    ProcessHandle handle = process.handle().orElse(null);
    boolean launcher = process.pid() == LakeState.ProcessId.current().pid();
    if (handle != null && !launcher && !isLauncher(process)) {
      for (ProcessHandle child : handle.descendants().toList()) {
        bytes += proportional(child.pid());
      }
    }
    return OptionalLong.of(bytes);
  }

  private static boolean isLauncher(ProcessId process) {
    return process
        .handle()
        .map(handle -> handle.info().commandLine().orElse(""))
        .orElse("")
        .contains(Main.class.getName());
  }

  private static long resident(long pid) throws IOException {
    return field(Path.of("/proc", Long.toString(pid), "status"), "VmRSS:");
  }

  /** Without the pages that the process shares with its parent, as PostgreSQL's do. */
  private static long proportional(long pid) throws IOException {
    return field(Path.of("/proc", Long.toString(pid), "smaps_rollup"), "Pss:");
  }

  private static long field(Path file, String name) throws IOException {
    if (!Files.isReadable(file)) {
      return 0;
    }
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    }
  }
}
