package io.tarn.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tarn images}: builds the images of the built services, as archives or into a registry. */
@Command(
    name = "tarn images",
    description = "Build the container images: archives in target/images, or pushed with --push.",
    mixinStandardHelpOptions = true)
public final class Main implements Callable<Integer> {
  @Option(
      names = "--base",
      paramLabel = "IMAGE",
      defaultValue = "docker.io/library/eclipse-temurin:25-jre",
      description =
          "the base with Java 25 on its path (the modules java.se, jdk.charsets, jdk.crypto.ec,"
              + " jdk.management, jdk.naming.dns, jdk.net, jdk.unsupported and jdk.zipfs at least),"
              + " and /bin/sh for the support image; also tar:///FILE (default: ${DEFAULT-VALUE})")
  private String base = "";

  @Option(
      names = "--shell",
      paramLabel = "FILE",
      description = "a shell for the support image, where the base has no /bin/sh")
  private Optional<Path> shell = Optional.empty();

  @Option(
      names = "--repository",
      paramLabel = "NAME",
      defaultValue = "localhost/tarn",
      description = "what stands before the images' names (default: ${DEFAULT-VALUE})")
  private String repository = "";

  @Option(names = "--tag", paramLabel = "TAG", defaultValue = "0.1.0", description = "their tag")
  private String tag = "";

  @Option(names = "--push", description = "push to the repository's registry")
  private boolean push;

  @Option(
      names = "--platform",
      paramLabel = "PLATFORM",
      description = "AMD64 or ARM64 (default: this machine's)")
  private Platform platform = Platform.current();

  @Parameters(paramLabel = "IMAGE", description = "which ones (default: all)")
  private List<String> names = List.of();

  public static void main(String[] arguments) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("tarn: " + reason(failure));
          return 1;
        });
    System.exit(line.execute(arguments));
  }

  /** The messages of a failure and its causes. */
  private static String reason(Throwable failure) {
    String own = String.valueOf(failure.getMessage());
    Throwable cause = failure.getCause();
    return cause == null || own.contains(String.valueOf(cause.getMessage()))
        ? own
        : own + ": " + reason(cause);
  }

  @Override
  public Integer call() throws Exception {
    Path project = Path.of(System.getProperty("tarn.home", ".")).toAbsolutePath().normalize();
    Path tars = project.resolve("target/images");
    Path work = Files.createTempDirectory("tarn-images");
    try {
      ImageBuild build =
          new ImageBuild(
              new ImageBuild.Options(base, platform, repository, tag, tars, shell), work);
      List<ImageSpec> images =
          names.isEmpty()
              ? Arrays.asList(ImageSpec.values())
              : names.stream().map(ImageSpec::fromString).toList();
      for (ImageSpec image : images) {
        System.out.println(build.build(image, project, push));
      }
      return 0;
    } finally {
      delete(work);
    }
  }

  private static void delete(Path folder) throws java.io.IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
