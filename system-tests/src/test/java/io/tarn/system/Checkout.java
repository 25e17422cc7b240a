package io.tarn.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The project's folder and its script {@code ./tarn}. */
public final class Checkout {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private Checkout() {}

  /** The project's folder, found upwards from where the tests run. */
  public static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(at.resolve("tarn"))) {
      at = at.getParent();
      if (at == null) {
        throw new IllegalStateException("There is no ./tarn above " + Path.of("").toAbsolutePath());
      }
    }
    return at;
  }

  /**
   * What a command said and how it ended.
   *
   * @param out its standard output
   * @param err its standard error
   */
  public record Output(int exitCode, String out, String err) {}

  /** A process of {@code ./tarn} with this JVM's JDK, which builds nothing. */
  public static ProcessBuilder tarn(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(root().resolve("tarn").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TARN_BUILD", "no");
    return builder;
  }

  /** Runs {@code ./tarn} to its end. */
  public static Output run(String... arguments) throws IOException, InterruptedException {
    return run(tarn(List.of(arguments)));
  }

  /** Runs a process to its end. */
  public static Output run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("tarn-out", ".txt");
    Path err = Files.createTempFile("tarn-err", ".txt");
    try {
      Process process =
          builder
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .start();
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "%s did not end within %s: %s%s"
                .formatted(builder.command(), LIMIT, Files.readString(out), Files.readString(err)));
      }
      return new Output(
          process.exitValue(),
          Files.readString(out, StandardCharsets.UTF_8),
          Files.readString(err, StandardCharsets.UTF_8));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
