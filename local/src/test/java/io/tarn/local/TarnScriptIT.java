package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.embedded.Durably;
import io.tarn.embedded.LeashedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./tarn} in a checkout of its own, in which nothing is built. */
class TarnScriptIT {
  private static final Path SCRIPT = Path.of("..", "tarn").toAbsolutePath().normalize();

  private static final List<String> NEEDED =
      List.of(
          "sh",
          "awk",
          "basename",
          "cat",
          "dirname",
          "find",
          "head",
          "mkdir",
          "mount",
          "mv",
          "readlink",
          "rm",
          "sed");

  @TempDir Path temp;
  private Path checkout;
  private Path programs;

  @BeforeEach
  void copyScript() throws IOException {
    checkout = Files.createDirectories(temp.resolve("a check out"));
    Files.copy(SCRIPT, checkout.resolve("tarn"));
    Files.setPosixFilePermissions(
        checkout.resolve("tarn"), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @BeforeEach
  void makePlaceForPrograms() throws IOException {
    programs = Files.createTempDirectory("programs");
  }

  @AfterEach
  void removePrograms() throws IOException {
    Durably.deleteTree(programs);
  }

  /** What the script said, standard output and error together, and its exit code. */
  private record Said(int exitCode, String text) {}

  private Said tarn(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("tarn").toString()));
    command.addAll(Arrays.asList(arguments));
    return run(new ProcessBuilder(command));
  }

  private static Said run(ProcessBuilder builder) throws Exception {
    builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text);
  }

  @Test
  void helpNeedsNothing() throws Exception {
    Said said = tarn("help");
    assertThat(said.exitCode()).isZero();
    assertThat(said.text())
        .contains(
            "tarn up",
            "tarn demo",
            "tarn status",
            "tarn down",
            "tarn logs",
            "tarn key",
            "tarn env",
            "tarn test",
            "tarn fmt");
  }

  @Test
  void anUnknownCommandIsNamed() throws Exception {
    Said said = tarn("dwon");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text()).startsWith("tarn: There is no command 'dwon': see ").hasLineCount(1);
  }

  @Test
  void commandsSayThatNothingIsBuilt() throws Exception {
    Said said = tarn("status");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .startsWith("tarn: Nothing is built here yet: start a lake with ")
        .hasLineCount(1);
  }

  @Test
  void isFoundThroughASymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(temp.resolve("link"), checkout.resolve("tarn"));
    Said said = run(new ProcessBuilder(link.toString(), "status"));
    assertThat(said.text()).contains("Nothing is built here yet");
  }

  @Test
  void aMissingNodeIsSaidBeforeTheBuild() throws Exception {
    webPage();
    Said said = withPath(fewPrograms(), "up");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .startsWith("tarn: Node.js was not found")
        .contains("install Node 20.19 or later")
        .hasLineCount(1);
  }

  @Test
  void anOldNodeIsSaidBeforeTheBuild() throws Exception {
    webPage();
    Path binaries = fewPrograms();
    for (String program : List.of("node", "npm")) {
      Path file = Files.writeString(binaries.resolve(program), "#!/bin/sh\necho v20.18.1\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Said said = withPath(binaries, "up");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .startsWith("tarn: Node.js v20.18.1 is too old")
        .contains("install Node 20.19 or later")
        .hasLineCount(1);
  }

  @Test
  void aSecondBuildAtTheSameTimeIsRefused() throws Exception {
    Path building = Files.createDirectories(checkout.resolve("target/building"));
    long me = ProcessHandle.current().pid();
    Files.writeString(building.resolve("pid"), me + "\n");
    Said said = tarn("up");
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .isEqualTo(
            "tarn: Another build of this checkout is running (process %d): wait until it has ended.\n"
                .formatted(me));
  }

  /** Hides the machine's JDKs in a mount namespace; where that is not allowed it is skipped. */
  @Test
  void aMissingJdkIsSaid() throws Exception {
    String hide =
        "for d in /usr/lib/jvm /usr/java /opt; do [ -d $d ] && mount -t tmpfs none $d; done; ";
    List<String> namespace =
        List.of("unshare", "--user", "--map-root-user", "--mount", "/bin/sh", "-c");
    List<String> probe = new ArrayList<>(namespace);
    probe.add("mount -t tmpfs none /mnt");
    Assumptions.assumeThat(LeashedProcess.program("unshare")).isPresent();
    Assumptions.assumeThat(run(new ProcessBuilder(probe)).exitCode())
        .as("mount namespaces are allowed")
        .isZero();
    List<String> command = new ArrayList<>(namespace);
    command.addAll(List.of(hide + "\"$0\" up", checkout.resolve("tarn").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", "/nonexistent");
    builder.environment().put("HOME", temp.toString());
    builder.environment().put("PATH", fewPrograms().toString());
    Said said = run(builder);
    assertThat(said.exitCode()).isEqualTo(1);
    assertThat(said.text())
        .startsWith("tarn: No JDK 25 was found: install one")
        .contains("or set JAVA_HOME to it")
        .hasLineCount(1);
  }

  private void webPage() throws IOException {
    Path folder = Files.createDirectories(checkout.resolve("viz-gateway/src/main/webui"));
    Files.writeString(folder.resolve("package.json"), "{}");
  }

  private Said withPath(Path binaries, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("tarn").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", binaries.toString());
    return run(builder);
  }

  /** Links to the programs that the script uses, and no Java and no Node. */
  private Path fewPrograms() throws IOException {
    for (String name : NEEDED) {
      Files.createSymbolicLink(programs.resolve(name), LeashedProcess.program(name).orElseThrow());
    }
    return programs;
  }
}
