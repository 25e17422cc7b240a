package io.tarn.local;

import io.tarn.embedded.LakeService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn logs}: the last lines of one log or of all, and the new ones as they come. */
@Command(name = "logs", description = "Show the lake's logs.")
final class LogsCommand implements Callable<Integer> {
  @Mixin private LakeOptions lakeOptions = new LakeOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "SERVICE",
      description =
          "ingest-service, catalog-service, query-service, viz-gateway, postgres or launcher")
  private @Nullable String service;

  @Option(
      names = {"-f", "--follow"},
      description = "go on with new lines until Ctrl-C")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "how many lines of each log (default: 50)")
  private int lines = 50;

  @Override
  public Integer call() throws Exception {
    List<String> names = new ArrayList<>(List.of(Lake.LAUNCHER, Lake.POSTGRES));
    for (LakeService known : LakeService.values()) {
      names.add(known.label());
    }
    if (service != null && !names.contains(service)) {
      throw new LauncherException(
          "There is no log of '%s': the logs are %s.".formatted(service, String.join(", ", names)));
    }
    List<LogTail> tails = new ArrayList<>();
    for (String name : service == null ? names : List.of(service)) {
      Path file = lakeOptions.folder().log(name);
      if (Files.exists(file)) {
        tails.add(new LogTail(file, service == null ? name + ": " : ""));
      }
    }
    if (tails.isEmpty()) {
      throw new LauncherException(
          "There are no logs in %s yet: start the lake with: %s"
              .formatted(lakeOptions.folder().path(), lakeOptions.command("up")));
    }
    for (LogTail tail : tails) {
      tail.printLast(lines, System.out);
    }
    while (follow) {
      LogTail.awaitChange(tails);
      for (LogTail tail : tails) {
        tail.printNew(System.out);
      }
    }
    return 0;
  }
}
