package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.embedded.ObjectStoreOptions;
import io.tarn.embedded.ObjectStoreServer;
import io.tarn.ingest.Api;
import io.tarn.ingest.Lake;
import io.tarn.kernel.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The disk fills up, at receipt and while a load is worked on. */
class FullDiskIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private ObjectStoreServer store;

  @BeforeEach
  void start() throws IOException {
    // the same folder and credentials as the lake's own store, at another address
    ObjectStoreServer own = LAKE.servers().store();
    store =
        ObjectStoreServer.start(
            new ObjectStoreOptions(
                own.folder(),
                ObjectStoreOptions.LOOPBACK,
                0,
                own.accessKey(),
                own.secretKey(),
                ObjectStoreOptions.DEFAULT_BUCKETS,
                0));
  }

  @AfterEach
  void stop() {
    LAKE.stopIngests();
    store.close();
  }

  private Api api(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tarn.s3.endpoint", store.endpoint().toString());
    return LAKE.api(LAKE.ingest(settings));
  }

  /** From now on there is so much room that nothing, or anything, can be written. */
  private void reserve(long bytes) throws IOException {
    ObjectStoreServer before = store;
    int port = before.port();
    before.close();
    store =
        ObjectStoreServer.start(
            new ObjectStoreOptions(
                before.folder(),
                ObjectStoreOptions.LOOPBACK,
                port,
                before.accessKey(),
                before.secretKey(),
                ObjectStoreOptions.DEFAULT_BUCKETS,
                bytes));
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> files = Files.walk(store.folder().resolve(prefix))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void refusesAFileForWhichThereIsNoRoom() throws IOException {
    Api api = api(Map.of());
    reserve(Long.MAX_VALUE);
    List<Path> before = files("raw");
    try {
      for (String text : List.of("id\n1\n", "id\n1\n".repeat(2 << 20))) {
        Api.Answer answer = api.file("no_room", text).send();

        assertThat(answer.status()).isEqualTo(507);
        assertThat(answer.headers().get("content-type"))
            .containsExactly("application/problem+json");
        assertThat(answer.body().path("code").asText()).isEqualTo("STORAGE_FULL");
        assertThat(answer.body().path("detail").asText()).contains("free some space");
        assertThat(answer.body().path("requestId").asText()).isNotEmpty();
      }
    } finally {
      reserve(0);
    }
    assertThat(files("raw")).isEqualTo(before);
    assertThat(api.get("/api/v1/loads?table=no_room").body().path("items")).isEmpty();
  }

  @Test
  void waitsWithALoadUntilThereIsRoomAgain() throws IOException {
    Api api = api(Map.of());
    api.file("waits", "id\n1\n").load();
    String id = api.file("waits", "id\nx\n").load().path("id").asText();
    api.file("waits", "id\ny\n").with("header", "present").with("mode", "overwrite").load();
    List<Path> before = files("curated");
    reserve(Long.MAX_VALUE);
    try {
      api.call("POST", "/api/v1/loads/" + id + "/retry", Role.EDITOR);

      JsonNode failed = api.settled(id);

      assertThat(failed.path("state").asText()).isEqualTo("FAILED");
      assertThat(failed.path("error").path("code").asText()).isEqualTo("STORAGE_FULL");
      assertThat(failed.has("nextAttemptAt")).isTrue();
      assertThat(failed.has("finishedAt")).isFalse();
      assertThat(files("curated")).isEqualTo(before);
      assertThat(LAKE.count("waits")).isEqualTo(1);
    } finally {
      reserve(0);
    }

    api.call("POST", "/api/v1/loads/" + id + "/retry", Role.EDITOR);

    assertThat(api.settled(id).path("state").asText()).isEqualTo("LOADED");
    assertThat(LAKE.count("waits")).isEqualTo(2);
  }

  @Test
  void leavesTheReserveOfTheDiskOnWhichFilesArePrepared() {
    Api api = api(Map.of("tarn.load.reserved-bytes", Long.toString(Long.MAX_VALUE)));

    JsonNode failed = api.file("no_work", "id\n1\n").load();

    assertThat(failed.path("state").asText()).isEqualTo("FAILED");
    assertThat(failed.path("error").path("code").asText()).isEqualTo("STORAGE_FULL");
    assertThat(failed.path("error").path("detail").asText()).contains("disk on which files are");
    assertThat(LAKE.workFolder(0)).isEmptyDirectory();
    assertThat(LAKE.snapshot("no_work")).isEmpty();
  }
}
