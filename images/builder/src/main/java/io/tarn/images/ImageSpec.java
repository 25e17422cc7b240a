package io.tarn.images;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The images: the four services, and what supports them on Kubernetes. */
enum ImageSpec {
  INGEST("ingest-service", "ingest-service/target/quarkus-app", 32),
  CATALOG("catalog-service", "catalog-service/target/quarkus-app", 55),
  QUERY("query-service", "query-service/target/quarkus-app", 28),
  GATEWAY("viz-gateway", "viz-gateway/target/quarkus-app", 55),
  SUPPORT("support", "images/support/target", 50);

  private final String label;
  private final String folder;
  private final int heapPercent;

  ImageSpec(String label, String folder, int heapPercent) {
    this.label = label;
    this.folder = folder;
    this.heapPercent = heapPercent;
  }

  /** The last part of the image's name. */
  String label() {
    return label;
  }

  /** Where the build leaves the program, in the project's folder. */
  String folder() {
    return folder;
  }

  /** Where the build leaves what the program is made of: CycloneDX, JSON. */
  String bom() {
    return folder.substring(0, folder.indexOf("/target")) + "/target/bom.json";
  }

  boolean isService() {
    return this != SUPPORT;
  }

  /**
   * The process's arguments. The heap is a share of the container's memory; what DuckDB takes
   * beside it stands in the services' settings.
   */
  List<String> entrypoint() {
    List<String> java =
        List.of(
            "java",
            "-XX:MaxRAMPercentage=" + heapPercent,
            "-XX:InitialRAMPercentage=5",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:MaxMetaspaceSize=224m",
            "-XX:ReservedCodeCacheSize=96m",
            "-Xss512k",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.library.path=/deployments/native",
            "-Duser.timezone=UTC");
    List<String> program =
        isService()
            ? List.of("-jar", "/deployments/quarkus-run.jar")
            : List.of("-cp", "/deployments/*:/deployments/lib/*", "io.tarn.support.Main");
    return Stream.concat(java.stream(), program.stream()).toList();
  }

  /**
   * @throws IllegalArgumentException if there is no such image
   */
  static ImageSpec fromString(String label) {
    return Arrays.stream(values())
        .filter(image -> image.label.equals(label))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no image '" + label + "' to build."));
  }
}
