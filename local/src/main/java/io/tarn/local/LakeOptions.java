package io.tarn.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which lake a command means: what all commands have in common. */
final class LakeOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the lake's data folder (default: .tarn in the checkout)")
  private @Nullable Path data;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this")
  boolean help;

  /** The checkout with the built services. */
  static Path home() {
    String home = System.getProperty("tarn.home");
    if (home == null) {
      throw new LauncherException("Start Tarn with the script ./tarn of the checkout.");
    }
    return Path.of(home);
  }

  DataFolder folder() {
    return new DataFolder(data == null ? home().resolve(".tarn") : data);
  }

  /** A command line to type for this same lake. */
  String command(String subcommand) {
    String typed = System.getProperty("tarn.command", "./tarn");
    return data == null
        ? quote(typed) + " " + subcommand
        : quote(typed) + " " + subcommand + " --data " + quote(data.toString());
  }

  private static String quote(String word) {
    return word.matches("[A-Za-z0-9_./+@:-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  static HttpClient http() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(5))
        .build();
  }

  /** The lake that runs on the folder. */
  LakeState running() throws IOException {
    return LakeState.read(folder().state())
        .filter(state -> state.launcher().handle().isPresent())
        .orElseThrow(
            () ->
                new LauncherException(
                    "No lake runs with the data in %s: start it with: %s"
                        .formatted(folder().path(), command("up"))));
  }

  /** The lake that runs on the folder, all parts of it ready. */
  LakeState ready() throws IOException {
    LakeState state = running();
    if (!state.ready()) {
      throw new LauncherException(
          "The lake in %s is not ready: see what it waits for with: %s"
              .formatted(folder().path(), command("status")));
    }
    return state;
  }

  /** The public API of the running lake, as its owner. */
  GatewayClient gateway(LakeState state) throws IOException {
    return new GatewayClient(
        http(), state.gatewayUrl(), new LakeSecrets(folder().secrets()).bootstrapKey());
  }
}
