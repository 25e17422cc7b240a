package io.tarn.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuildTest {
  @TempDir Path folder;

  private Path project;

  @BeforeEach
  void makeProject() throws IOException {
    project = folder.resolve("project");
    Path service = project.resolve("query-service/target/quarkus-app");
    write(service.resolve("quarkus-run.jar"), "run");
    write(service.resolve("quarkus-app-dependencies.txt"), "of the build alone");
    write(service.resolve("app/tarn-query.jar"), "own");
    write(service.resolve("lib/main/org.example.library-1.jar"), "library");
    duckdb(service.resolve("lib/main/org.duckdb.duckdb_jdbc-2.0.0.1.jar"));
    write(project.resolve("query-service/target/bom.json"), "{\"bomFormat\":\"CycloneDX\"}");
    Path support = project.resolve("images/support/target");
    write(support.resolve("tarn-support.jar"), "own");
    write(support.resolve("classes/Main.class"), "of the build alone");
    write(support.resolve("lib/library-1.jar"), "library");
    write(support.resolve("bom.json"), "{\"bomFormat\":\"CycloneDX\"}");
  }

  @Test
  void runsAsAnOrdinaryUserInAFolderOfItsOwn() throws Exception {
    BuiltImage image = built("query-service", "one");

    assertThat(image.config().at("/config/User").asText()).isEqualTo("10001:10001");
    assertThat(image.config().at("/config/WorkingDir").asText()).isEqualTo("/deployments");
    assertThat(image.config().at("/config/Entrypoint").toString())
        .startsWith("[\"java\",")
        .endsWith("\"-jar\",\"/deployments/quarkus-run.jar\"]");
    assertThat(image.config().at("/config/Env/0").asText()).isEqualTo("PATH=/opt/java/bin");
  }

  @Test
  void holdsTheProgramItsBillOfMaterialsAndNothingOfTheBuild() throws Exception {
    assertThat(built("query-service", "one").files().keySet())
        .contains(
            "/deployments/quarkus-run.jar",
            "/deployments/app/tarn-query.jar",
            "/deployments/lib/main/org.example.library-1.jar",
            "/deployments/sbom.json")
        .doesNotContain("/deployments/quarkus-app-dependencies.txt");
    assertThat(built("support", "one").files().keySet())
        .contains("/deployments/tarn-support.jar", "/deployments/lib/library-1.jar")
        .doesNotContain("/deployments/classes/Main.class");
  }

  @Test
  void leavesTheBillOfMaterialsBesideTheArchive() throws Exception {
    built("query-service", "one");

    assertThat(folder.resolve("one/query-service.sbom.json")).content().contains("CycloneDX");
  }

  @Test
  void takesDuckDbsLibraryOfThePlatformOutOfItsJar() throws Exception {
    assertThat(built("query-service", "one").files().keySet())
        .contains("/deployments/native/libduckdb_java.so");
  }

  @Test
  void sameInputsGiveTheSameImage() throws Exception {
    BuiltImage first = built("query-service", "one");
    try (var files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_234_567_890_123L));
      }
    }

    BuiltImage second = built("query-service", "two");

    assertThat(second).isEqualTo(first);
    assertThat(Files.mismatch(archive("query-service", "one"), archive("query-service", "two")))
        .isEqualTo(-1);
  }

  @Test
  void givesAShellToTheSupportImageAlone() throws Exception {
    assertThat(built("support", "one").files()).containsEntry("/bin/sh", 0755);
    assertThat(built("query-service", "one").files()).doesNotContainKey("/bin/sh");
  }

  @Test
  void saysWhatIsNotBuilt() throws Exception {
    Files.delete(project.resolve("query-service/target/bom.json"));

    assertThatThrownBy(() -> built("query-service", "one"))
        .hasMessageContaining("query-service has no bill of materials");
    assertThatThrownBy(() -> built("ingest-service", "one"))
        .hasMessageContaining("ingest-service is not built");
  }

  @Test
  void slimJarKeepsWhatIsNotOfAnotherPlatform() throws Exception {
    Path jar =
        project
            .resolve("query-service/target/quarkus-app/lib/main")
            .resolve("org.duckdb.duckdb_jdbc-2.0.0.1.jar");
    Path slim = folder.resolve("slim.jar");
    Path library = folder.resolve("library.so");

    new SlimJar(Platform.AMD64).copy(jar, slim, library);

    assertThat(library).hasContent("amd64");
    try (ZipFile zip = new ZipFile(slim.toFile())) {
      List<String> names = new ArrayList<>();
      zip.stream().map(ZipEntry::getName).forEach(names::add);
      assertThat(names).containsExactly("org/duckdb/DuckDBDriver.class");
    }
  }

  private BuiltImage built(String name, String tars) throws Exception {
    Path base = BaseArchive.write(folder.resolve("base.tar"));
    Path shell = folder.resolve("dash");
    Files.writeString(shell, "a shell");
    Path work = Files.createTempDirectory(folder, "work");
    ImageBuild.Options options =
        new ImageBuild.Options(
            "tar://" + base,
            Platform.AMD64,
            "localhost/tarn",
            "1",
            folder.resolve(tars),
            Optional.of(shell));
    new ImageBuild(options, work).build(ImageSpec.fromString(name), project, false);
    return BuiltImage.read(archive(name, tars));
  }

  private Path archive(String name, String tars) {
    return folder.resolve(tars).resolve(name + ".tar");
  }

  private static void write(Path file, String content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static void duckdb(Path jar) throws IOException {
    Files.createDirectories(jar.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String each : List.of("amd64", "arm64")) {
        ZipEntry entry = new ZipEntry("libduckdb_java.so_linux_" + each);
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(each.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        zip.closeEntry();
      }
      ZipEntry entry = new ZipEntry("org/duckdb/DuckDBDriver.class");
      entry.setLastModifiedTime(FileTime.fromMillis(0));
      zip.putNextEntry(entry);
      zip.closeEntry();
    }
  }
}
