package io.tarn.local;

import io.tarn.embedded.Durably;
import io.tarn.embedded.ObjectStoreOptions;
import io.tarn.embedded.Ports;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tarn up}: runs a lake until Ctrl-C, {@code tarn down} or the end of the terminal. */
@Command(name = "up", description = "Start a lake and stay with it; Ctrl-C stops it.")
final class UpCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "the lake's port (default: that of the last start, at first 8080)")
  private int port;

  @Option(names = "--demo", description = "load the sample pack once the lake is ready")
  private boolean demo;

  @Option(
      names = "--reserve",
      paramLabel = "MIB",
      description = "how much of the disk stays free (default: 128)")
  private long reserveMib = ObjectStoreOptions.DEFAULT_RESERVE_BYTES >> 20;

  @Override
  public Integer call() throws Exception {
    return run(lakeOptions, port, demo, reserveMib << 20);
  }

  static int run(LakeOptions options, int port, boolean demo, long reserveBytes)
      throws IOException, InterruptedException {
    DemoPack pack = DemoPack.read(LakeOptions.home().resolve("examples/oulad"));
    if (port < 0 || port > 65_535) {
      throw new LauncherException(
          "There is no port %d: choose one from 1 to 65535 with --port.".formatted(port));
    }
    DataFolder folder = options.folder();
    if (port != 0 && Files.notExists(folder.state())) {
      requireFree(port); // before anything is made
    }
    folder.prepare(reserveBytes);
    try (DataFolder.Hold hold = folder.hold().orElseThrow(() -> alreadyRunning(options, folder))) {
      Narrator narrator = new Narrator(System.out);
      narrator.say("Tarn, with the data in " + folder.path());
      List<String> ended = Leftovers.end(folder);
      if (!ended.isEmpty()) {
        narrator.say("  ended what a killed lake had left: " + String.join(", ", ended));
      }
      LakePorts ports = LakePorts.choose(folder.ports(), port);
      requireFree(ports.gateway());
      HttpClient http = LakeOptions.http();
      Path mark = mark(folder);
      Lake lake = new Lake(LakeOptions.home(), folder, ports, reserveBytes, narrator, http);
      Stop stop = new Stop(lake, mark, narrator);
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stop::atExit));
      try {
        lake.start();
        narrator.say("Ready after %s: %s".formatted(Text.of(narrator.elapsed()), lake.url()));
        narrator.running();
        if (demo) {
          DemoCommand.load(pack, lake.url(), lake.secrets(), http, narrator);
        }
        narrator.say("Sign in: " + SignIn.link(http, lake.url(), lake.secrets()));
        narrator.say("Stop with Ctrl-C.");
        new CountDownLatch(1).await();
        return 0;
      } catch (IOException | RuntimeException e) {
        if (stop.isRequested()) {
          Thread.currentThread().join(); // the exit is under way, and it ends this process
        }
        stop.now();
        throw e;
      }
    }
  }

  /**
   * Tells the script that the build is in use, by a file with this process's id as name; not for a
   * user who cannot write there, and so cannot build.
   */
  private static Path mark(DataFolder folder) throws IOException {
    Path target = LakeOptions.home().resolve("target");
    Path mark = target.resolve("lakes").resolve(Long.toString(ProcessHandle.current().pid()));
    if (Files.isWritable(Files.exists(target) ? target : LakeOptions.home())) {
      Files.createDirectories(Durably.parent(mark));
      Files.writeString(mark, folder.path().toString());
    }
    return mark;
  }

  private static LauncherException alreadyRunning(LakeOptions options, DataFolder folder) {
    try {
      return LakeState.read(folder.state())
          .map(
              state ->
                  new LauncherException(
                      "A lake already runs with the data in %s: it is at %s (process %d). Start another with --data DIR --port PORT, or stop it with: %s"
                          .formatted(
                              folder.path(),
                              state.gatewayUrl(),
                              state.launcher().pid(),
                              options.command("down"))))
          .orElseGet(
              () ->
                  new LauncherException(
                      "A lake is being started or stopped with the data in %s: wait for it, or start another with --data DIR --port PORT."
                          .formatted(folder.path())));
    } catch (IOException e) {
      return new LauncherException(
          "A lake already runs with the data in %s.".formatted(folder.path()), e);
    }
  }

  private static void requireFree(int gateway) {
    if (!Ports.isFree(gateway)) {
      int other = gateway + 1;
      while (other < 65_535 && !Ports.isFree(other)) {
        other++;
      }
      throw new LauncherException(
          "Port %d is taken by another program: choose another, for example --port %d."
              .formatted(gateway, other));
    }
  }

  /** The one stop of a lake, asked for by a signal or by a failure. */
  private static final class Stop {
    private final Lake lake;
    private final Path mark;
    private final Narrator narrator;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicBoolean stopped = new AtomicBoolean();

    Stop(Lake lake, Path mark, Narrator narrator) {
      this.lake = lake;
      this.mark = mark;
      this.narrator = narrator;
    }

    boolean isRequested() {
      return requested.get();
    }

    /** Ends this process with code 0 after a signal; leaves a failed start's code as it is. */
    void atExit() {
      if (stopped.get()) {
        return;
      }
      requested.set(true);
      narrator.say("Stopping.");
      try {
        now();
        narrator.say("Stopped.");
        Runtime.getRuntime().halt(0);
      } catch (IOException | InterruptedException | RuntimeException e) {
        narrator.say("tarn: The lake did not stop cleanly: " + e.getMessage());
        Runtime.getRuntime().halt(1);
      }
    }

    void now() throws IOException, InterruptedException {
      narrator.stopping();
      lake.close();
      Files.deleteIfExists(mark);
      stopped.set(true);
    }
  }
}
