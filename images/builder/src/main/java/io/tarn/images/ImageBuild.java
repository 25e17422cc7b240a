package io.tarn.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Puts a built program on a base image. The same inputs give the same image to the last bit: files
 * are sorted and have a fixed time. Layers go from what seldom changes to what always does.
 */
final class ImageBuild {
  private static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/deployments");
  private static final String USER = "10001:10001";

  /** Where images come from and go to. */
  record Options(
      String base,
      Platform platform,
      String repository,
      String tag,
      Path tars,
      Optional<Path> shell) {}

  private final Options options;
  private final Path work;

  /**
   * @param options where images come from and go to; the shell is for the support image, where the
   *     base has none
   * @param work a folder for jars that are made smaller
   */
  ImageBuild(Options options, Path work) {
    this.options = options;
    this.work = work;
  }

  /** Builds one image, and returns where it is. */
  String build(ImageSpec image, Path project, boolean push)
      throws IOException,
          InterruptedException,
          InvalidImageReferenceException,
          CacheDirectoryCreationException,
          RegistryException,
          ExecutionException {
    Path program = project.resolve(image.folder());
    if (Files.notExists(program)) {
      throw new IllegalArgumentException(
          "%s is not built: there is no %s. Build it first: ./mvnw package -Dmaven.test.skip=true"
              .formatted(image.label(), program));
    }
    Path bom = project.resolve(image.bom());
    if (Files.notExists(bom)) {
      throw new IllegalArgumentException(
          "%s has no bill of materials: there is no %s. Build it first: ./tarn images"
              .formatted(image.label(), bom));
    }
    JibContainerBuilder builder = base();
    for (FileEntriesLayer layer : layers(image, program, bom)) {
      builder.addFileEntriesLayer(layer);
    }
    builder
        .setEntrypoint(image.entrypoint())
        .setUser(USER)
        .setWorkingDirectory(HOME)
        .setCreationTime(Instant.EPOCH)
        .setLabels(
            Map.of(
                "org.opencontainers.image.title",
                "Tarn " + image.label(),
                "org.opencontainers.image.version",
                options.tag(),
                "org.opencontainers.image.licenses",
                "Apache-2.0"));
    if (image.isService()) {
      builder.setExposedPorts(Port.tcp(8080), Port.tcp(9000));
    }
    String name = options.repository() + "/" + image.label() + ":" + options.tag();
    if (push) {
      JibContainer made = builder.containerize(offline(Containerizer.to(registry(name))));
      return name + "@" + made.getDigest();
    }
    Files.createDirectories(options.tars());
    Path tar = options.tars().resolve(image.label() + ".tar");
    Path fresh = options.tars().resolve(image.label() + ".tar.new");
    JibContainer made =
        builder.containerize(offline(Containerizer.to(TarImage.at(fresh).named(name))));
    Files.move(fresh, tar, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(
        bom,
        options.tars().resolve(image.label() + ".sbom.json"),
        StandardCopyOption.REPLACE_EXISTING);
    return "%s (%d MB, %s, %s)"
        .formatted(tar, Files.size(tar) / 1_000_000, name, made.getImageId());
  }

  private Containerizer offline(Containerizer containerizer)
      throws CacheDirectoryCreationException {
    return containerizer
        .setOfflineMode(options.base().startsWith("tar://"))
        .setAllowInsecureRegistries(options.repository().startsWith("localhost"))
        .setBaseImageLayersCache(Containerizer.DEFAULT_BASE_CACHE_DIRECTORY)
        .setApplicationLayersCache(options.tars().resolveSibling("image-layers"))
        .setToolName("tarn");
  }

  private JibContainerBuilder base() throws InvalidImageReferenceException, IOException {
    String base = options.base();
    JibContainerBuilder builder =
        base.startsWith("tar://")
            ? Jib.from(TarImage.at(Path.of(base.substring("tar://".length()))))
            : Jib.from(registry(base));
    return builder.setPlatforms(
        java.util.Set.of(
            new com.google.cloud.tools.jib.api.buildplan.Platform(
                options.platform().architecture(), "linux")));
  }

  private static RegistryImage registry(String name) throws InvalidImageReferenceException {
    ImageReference reference = ImageReference.parse(name);
    CredentialRetrieverFactory credentials =
        CredentialRetrieverFactory.forImage(reference, event -> {});
    return RegistryImage.named(reference).addCredentialRetriever(credentials.dockerConfig());
  }

  private List<FileEntriesLayer> layers(ImageSpec image, Path program, Path bom)
      throws IOException {
    FileEntriesLayer.Builder natives = FileEntriesLayer.builder().setName("native");
    FileEntriesLayer.Builder libraries = FileEntriesLayer.builder().setName("libraries");
    FileEntriesLayer.Builder own = FileEntriesLayer.builder().setName("program");
    boolean hasNatives = false;
    for (Path file : files(image, program)) {
      String name = file.getFileName().toString();
      AbsoluteUnixPath target = HOME.resolve(program.relativize(file).toString());
      if (SlimJar.isFat(name)) {
        Path slim = work.resolve(image.label() + "-" + name);
        Path library = work.resolve(image.label() + "-libduckdb_java.so");
        var found = new SlimJar(options.platform()).copy(file, slim, library);
        if (found.isPresent()) {
          natives.addEntry(found.get(), HOME.resolve("native/libduckdb_java.so"));
          hasNatives = true;
        }
        libraries.addEntry(slim, target);
      } else if (target.toString().contains("/lib/") && !name.contains("tarn-")) {
        libraries.addEntry(file, target);
      } else {
        own.addEntry(file, target);
      }
    }
    own.addEntry(bom, HOME.resolve("sbom.json"));
    List<FileEntriesLayer> layers = new ArrayList<>();
    if (!image.isService() && options.shell().isPresent()) {
      layers.add(
          FileEntriesLayer.builder()
              .setName("shell")
              .addEntry(
                  options.shell().get().toRealPath(),
                  AbsoluteUnixPath.get("/bin/sh"),
                  FilePermissions.fromOctalString("755"))
              .build());
    }
    if (hasNatives) {
      layers.add(natives.build());
    }
    layers.add(libraries.build());
    layers.add(own.build());
    return layers;
  }

  /** The files of the program, sorted: all of a fast-jar, or a jar with its libraries. */
  private static List<Path> files(ImageSpec image, Path program) throws IOException {
    try (Stream<Path> all = Files.walk(program)) {
      return all.filter(Files::isRegularFile)
          .filter(
              file -> {
                String path = program.relativize(file).toString();
                return image.isService()
                    ? !path.equals("quarkus-app-dependencies.txt")
                    : path.startsWith("lib/") || path.equals("tarn-support.jar");
              })
          .sorted()
          .toList();
    }
  }
}
