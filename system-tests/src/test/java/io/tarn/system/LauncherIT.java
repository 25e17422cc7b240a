package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.tarn.system.Checkout.Output;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code ./tarn} beside a running lake. */
@ExtendWith(SharedLake.class)
class LauncherIT {
  private static final List<String> PARTS =
      List.of(
          "postgres",
          "objects",
          "ingest-service",
          "catalog-service",
          "query-service",
          "viz-gateway");

  @TempDir Path temp;
  private final Lake lake;

  LauncherIT(Lake lake) {
    this.lake = lake;
  }

  @Test
  void upSaysWhatIsReadyAndWhereToSignIn() {
    for (String part : PARTS) {
      assertThat(lake.output()).anyMatch(line -> line.matches("  " + part + " +ready .* s"));
    }
    assertThat(lake.output()).anyMatch(line -> line.matches("Ready after .* s: " + lake.url()));
    assertThat(lake.signInLink()).startsWith(lake.url() + "/#key=tarn_");
  }

  @Test
  void theKeyOfTheSignInLinkIsAnAdmins() {
    String key = lake.signInLink().replaceAll(".*#key=", "");
    lake.anonymous()
        .header("Authorization", "Bearer " + key)
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("role", equalTo("admin"));
  }

  @Test
  void statusNamesEveryPart() throws Exception {
    Output status = lake.tarn("status");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).startsWith(lake.url() + "  ready  for ");
    assertThat(lake.processes()).containsOnlyKeys(PARTS);
  }

  @Test
  void aSecondUpOnTheSameDataIsRefusedInOneLine() throws Exception {
    Output second = Checkout.run("up", "--data", lake.data().toString());
    assertThat(second.exitCode()).isEqualTo(1);
    assertThat(second.err())
        .startsWith("tarn: A lake already runs with the data in " + lake.data())
        .contains(lake.url())
        .contains("down --data " + lake.data())
        .hasLineCount(1);
  }

  @Test
  void aTakenPortIsSaidInOneLineBeforeAnythingIsMade() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Path data = temp.resolve("never");
      Output up =
          Checkout.run(
              "up", "--data", data.toString(), "--port", Integer.toString(taken.getLocalPort()));
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.err())
          .startsWith("tarn: Port " + taken.getLocalPort() + " is taken by another program")
          .contains("--port ")
          .hasLineCount(1);
      assertThat(data).doesNotExist();
    }
  }

  @Test
  void aFullDiskIsSaidInOneLine() throws Exception {
    Output up =
        Checkout.run("up", "--data", temp.resolve("full").toString(), "--reserve", "1000000000");
    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.err())
        .startsWith("tarn: The disk of " + temp.resolve("full") + " is full")
        .contains("--data DIR")
        .hasLineCount(1);
  }

  @Test
  void keyPrintsOneNewKeyAlone() throws Exception {
    Output key = lake.tarn("key", "--role", "viewer", "--name", "someone");
    assertThat(key.exitCode()).isZero();
    assertThat(key.err()).isEmpty();
    assertThat(key.out()).matches("tarn_\\S+\n");
    lake.anonymous()
        .header("Authorization", "Bearer " + key.out().strip())
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("role", equalTo("viewer"))
        .body("principal", startsWith("someone"));
  }

  @Test
  void anUnknownRoleIsNamed() throws Exception {
    Output key = lake.tarn("key", "--role", "king");
    assertThat(key.exitCode()).isEqualTo(1);
    assertThat(key.out()).isEmpty();
    assertThat(key.err()).startsWith("tarn: ").contains("'king'").hasLineCount(1);
  }

  @Test
  void envGivesAddressesThatAnswer() throws Exception {
    ProcessBuilder shell =
        new ProcessBuilder(
            "/bin/sh",
            "-c",
            "eval \"$(\"$0\" env --data \"$1\")\"; "
                + "printf 's3=%s\\npg=%s\\nurl=%s\\nsecret=%s\\n' "
                + "\"$AWS_ENDPOINT_URL_S3\" \"$PGPORT\" \"$TARN_URL\" \"$AWS_SECRET_ACCESS_KEY\"",
            Checkout.root().resolve("tarn").toString(),
            lake.data().toString());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Output output = Checkout.run(shell);
    Properties values = new Properties();
    values.load(new StringReader(output.out()));
    assertThat(values.getProperty("url")).isEqualTo(lake.url());
    assertThat(values.getProperty("secret")).hasSizeGreaterThan(20);
    assertListens(Integer.parseInt(values.getProperty("pg")));
    assertListens(Integer.parseInt(values.getProperty("s3").replaceAll(".*:", "")));
  }

  private static void assertListens(int port) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  void logsShowOneServiceOrAll() throws Exception {
    lake.as("analyst").header("X-Request-Id", "seen-in-the-log").get("/api/v1/queries");
    assertThat(lake.tarn("logs", "query-service").out())
        .contains("seen-in-the-log GET /api/v1/queries 200");
    assertThat(lake.tarn("logs", "ingest-service").out()).doesNotContain("seen-in-the-log");
    assertThat(lake.tarn("logs").out()).contains("query-service: ").contains("postgres: ");
    Output unknown = lake.tarn("logs", "nothing");
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err()).contains("There is no log of 'nothing'").hasLineCount(1);
  }

  @Test
  void secretsAreReadableByTheirOwnerOnly() throws Exception {
    try (var files = Files.walk(lake.data().resolve("secrets"))) {
      for (Path file : files.toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .as(file.toString())
            .endsWith("------");
      }
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(
                    lake.data().resolve("run/query-service/service.properties"))))
        .isEqualTo("rw-------");
  }

  @Test
  void everythingListensOnLoopbackOnly() throws Exception {
    Map<String, Long> processes = lake.processes();
    Output sockets = Checkout.run(new ProcessBuilder("ss", "-Hltnp"));
    assertThat(sockets.exitCode()).isZero();
    for (Long pid : processes.values()) {
      assertThat(sockets.out().lines().filter(line -> line.contains("pid=" + pid + ",")))
          .isNotEmpty()
          .allMatch(line -> line.contains("127.0.0.1:"));
    }
  }

  @Test
  void statusWithoutALakeSaysHowToStartOne() throws Exception {
    Output status = Checkout.run("status", "--data", temp.toString());
    assertThat(status.exitCode()).isEqualTo(1);
    assertThat(status.err())
        .startsWith("tarn: No lake runs with the data in " + temp)
        .contains("up --data " + temp)
        .hasLineCount(1);
  }

  @Test
  void downWithoutALakeIsNoFailure() throws Exception {
    Output down = Checkout.run("down", "--data", temp.resolve("none").toString());
    assertThat(down.exitCode()).isZero();
    assertThat(down.out()).startsWith("No lake runs with the data in ").hasLineCount(1);
  }
}
