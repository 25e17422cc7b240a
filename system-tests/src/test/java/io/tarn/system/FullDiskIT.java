package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import io.tarn.system.Checkout.Output;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while a file comes in. */
class FullDiskIT {
  private static final long ROOM = 1100L << 20;

  @TempDir Path temp;

  /** On a disk in memory, which only root can mount; skipped where that is not allowed. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void isSaidNothingIsLeftAndTheLakeGoesOn() throws Exception {
    String disk = Files.createDirectory(temp.resolve("disk")).toString();
    Output mounted =
        Checkout.run(
            new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + ROOM, "tmpfs", disk));
    Assumptions.assumeThat(mounted.exitCode()).as("a disk is mounted: " + mounted.err()).isZero();
    try {
      fillUp(Path.of(disk));
    } finally {
      Checkout.run(new ProcessBuilder("umount", disk));
    }
  }

  private static void fillUp(Path disk) throws Exception {
    try (Lake lake = Lake.start(disk.resolve("lake"))) {
      Person editor = new Person(lake, "editor");
      editor.load("disk", "small", "a.csv", "a\n1\n");
      List<Path> before = objects(lake);

      HttpResponse<String> answer = upload(lake, new Endless(ROOM));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(507);
      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(JsonPath.from(answer.body()).getString("code")).isEqualTo("STORAGE_FULL");
      assertThat(JsonPath.from(answer.body()).getString("requestId"))
          .isEqualTo(answer.headers().firstValue("X-Request-Id").orElse(""));

      assertThat(objects(lake)).isEqualTo(before);
      assertThat(editor.read("/api/v1/loads?table=large").getList("items")).isEmpty();
      assertThat(editor.get("/api/v1/databases/disk/tables/large").statusCode()).isEqualTo(404);
      editor.load("disk", "small", "b.csv", "a\n2\n");
      assertThat(editor.rows("disk", "SELECT sum(a) FROM small")).hasToString("[[3]]");
    }
  }

  private static HttpResponse<String> upload(Lake lake, InputStream body)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(
                  URI.create(lake.url() + "/api/v1/databases/disk/tables/large/files?name=a.csv"))
              .header("Authorization", "Bearer " + lake.key("editor"))
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static List<Path> objects(Lake lake) throws IOException {
    try (Stream<Path> files = Files.walk(lake.data().resolve("objects/raw"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The same line again and again. */
  private static final class Endless extends InputStream {
    private static final byte[] LINE =
        "1234567890,a line of a file that has no end\n".getBytes(StandardCharsets.UTF_8);

    private long left;
    private int at;

    Endless(long bytes) {
      this.left = bytes;
    }

    @Override
    public int read() {
      if (left-- <= 0) {
        return -1;
      }
      return LINE[at++ % LINE.length];
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = (int) Math.min(length, left);
      for (int i = 0; i < count; i++) {
        target[offset + i] = LINE[(at + i) % LINE.length];
      }
      at = (at + count) % LINE.length;
      left -= count;
      return count == 0 ? -1 : count;
    }
  }
}
