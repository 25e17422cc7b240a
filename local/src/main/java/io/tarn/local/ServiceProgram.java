package io.tarn.local;

import io.tarn.embedded.Durably;
import io.tarn.embedded.LakeService;
import io.tarn.embedded.LeashedProcess;
import io.tarn.embedded.LeashedProcess.Signal;
import io.tarn.local.LakeState.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** One of the four services: a Quarkus application in a JVM of bounded memory. */
final class ServiceProgram implements Program {
  private static final Duration STOP_GRACE = Duration.ofSeconds(10);

  /** Variables of the user's shell that would change where a service listens or what it reads. */
  private static final List<String> FOREIGN =
      List.of(
          "AWS_",
          "TARN_",
          "QUARKUS_CONFIG_",
          "QUARKUS_DATASOURCE_",
          "QUARKUS_HTTP_",
          "QUARKUS_MANAGEMENT_",
          "QUARKUS_PROFILE",
          "JAVA_TOOL_OPTIONS",
          "JDK_JAVA_OPTIONS");

  private final LakeService service;
  private final Path jar;
  private final Path settings;
  private final Path folder;
  private final int managementPort;
  private final RollingLog log;
  private final Readiness readiness;

  /**
   * @param jar its runnable jar
   * @param settings its configuration
   * @param folder its working folder
   */
  ServiceProgram(
      LakeService service,
      Path jar,
      Path settings,
      Path folder,
      int managementPort,
      RollingLog log,
      Readiness readiness) {
    this.service = service;
    this.jar = jar;
    this.settings = settings;
    this.folder = folder;
    this.managementPort = managementPort;
    this.log = log;
    this.readiness = readiness;
  }

  @Override
  public Running start() throws IOException {
    if (Files.notExists(jar)) {
      throw new LauncherException(
          "%s is not built (there is no %s): start the lake with ./tarn, which builds it."
              .formatted(service.label(), jar));
    }
    Path temporary = folder.resolve("tmp");
    Durably.deleteTree(temporary); // a killed service leaves the libraries that it unpacked
    Files.createDirectories(temporary);
    LastError lastError = new LastError();
    LeashedProcess process =
        LeashedProcess.start(
            command(),
            folder,
            variables ->
                variables.keySet().removeIf(name -> FOREIGN.stream().anyMatch(name::startsWith)),
            Signal.TERM,
            line -> {
              log.accept(line);
              lastError.notice(line);
            });
    return new RunningService(process, lastError);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ServiceMemory.options(service));
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Duser.timezone=UTC",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.io.tmpdir=" + folder.resolve("tmp"),
            "-Dquarkus.config.locations=" + location(settings),
            "-jar",
            jar.toString()));
    return command;
  }

  /** A list of URIs is expected there, in which a comma separates. */
  private static String location(Path file) {
    return file.toUri().toString().replace(",", "\\,");
  }

  private final class RunningService implements Running {
    private final LeashedProcess process;
    private final LastError lastError;

    RunningService(LeashedProcess process, LastError lastError) {
      this.process = process;
      this.lastError = lastError;
    }

    @Override
    public ProcessId process() {
      return new ProcessId(process.pid(), process.startedAt());
    }

    @Override
    public boolean isAlive() {
      return process.isAlive();
    }

    @Override
    public CompletableFuture<?> onExit() {
      return process.onExit();
    }

    @Override
    public Optional<String> trouble() throws InterruptedException {
      return readiness.trouble(managementPort);
    }

    @Override
    public String ending() {
      int code = process.exitCode();
      String how = code > 128 ? "signal " + (code - 128) : "exit code " + code;
      return "%s%s, see %s".formatted(how, lastError.text(), log.file());
    }

    @Override
    public void stop() throws IOException, InterruptedException {
      process.stop(Signal.TERM, STOP_GRACE);
    }
  }

  /** The settings file's text for these keys and values, in the format of {@code Properties}. */
  static String text(Map<String, String> settings) {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (key, value) ->
            text.append(key).append('=').append(value.replace("\\", "\\\\")).append('\n'));
    return text.toString();
  }
}
