package io.tarn.ingest.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.ingest.Api;
import io.tarn.ingest.Lake;
import io.tarn.testkit.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files that want much memory, in a process with the heap that it has in a lake. */
class BoundedMemoryIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static final int FIELD_BYTES = 15 << 20;

  private static ServiceProcess ingest;
  private static Api api;

  @BeforeAll
  static void start() {
    ingest = LAKE.ingest(Map.of("tarn.load.max-decompressed-bytes", "200000000"));
    api = LAKE.api(ingest);
  }

  @AfterEach
  void isStillTheSameProcess() {
    assertThat(ingest.isAlive()).as("%s", ingest.log()).isTrue();
  }

  /** A file that unpacks to a piece over and over. */
  private static byte[] gzip(String head, String piece, int times, String tail) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(head.getBytes(US_ASCII));
      byte[] bytes = piece.getBytes(US_ASCII);
      for (int i = 0; i < times; i++) {
        out.write(bytes);
      }
      out.write(tail.getBytes(US_ASCII));
    }
    return packed.toByteArray();
  }

  private static void assertRejected(JsonNode load, String code) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("REJECTED");
    assertThat(load.path("error").path("code").asText()).isEqualTo(code);
  }

  @Test
  void loadsTheLongestRecordsOfManyFilesAtOnce() throws IOException {
    String field = '"' + "x\n,".repeat(FIELD_BYTES / 3) + '"';
    byte[] file = gzip("a,b\n", field + ',' + field + "\n", 2, "");
    List<CompletableFuture<JsonNode>> loads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String table = "long_" + i;
      loads.add(
          CompletableFuture.supplyAsync(
              () -> api.file(table, file).with("header", "present").load()));
    }

    assertThat(loads)
        .allSatisfy(load -> assertThat(load.join().path("state").asText()).isEqualTo("LOADED"));
    assertThat(
            LAKE.query(
                "SELECT count(*), min(length(a)), max(length(b)) FROM " + LAKE.read("long_0")))
        .containsExactly(List.of(2L, (long) FIELD_BYTES, (long) FIELD_BYTES));
  }

  @Test
  void refusesAQuoteThatSwallowsTheRestOfAFile() throws IOException {
    byte[] file = gzip("a,b\n1,\"x\n", "2,y\n".repeat(1 << 16), 200, "");

    assertRejected(api.file("swallowed", file).load(), "FILE_MALFORMED");
  }

  @Test
  void refusesALineWithoutEnd() throws IOException {
    byte[] file = gzip("a,b\n", "1,".repeat(1 << 16), 1_000, "");

    assertRejected(api.file("endless", file).load(), "FILE_MALFORMED");
  }

  @Test
  void refusesAFileThatUnpacksToMoreThanIsAllowed() throws IOException {
    byte[] file = gzip("a,b\n", "1,2\n".repeat(1 << 16), 1_000, "");
    assertThat(file).hasSizeLessThan(2_000_000);

    assertRejected(api.file("bomb", file).load(), "BODY_TOO_LARGE");

    assertThat(LAKE.snapshot("bomb")).isEmpty();
  }
}
