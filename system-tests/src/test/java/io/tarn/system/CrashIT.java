package io.tarn.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Crashes while a load goes on: it ends once after that, its rows counted exactly. */
class CrashIT {
  private static final String DATABASE = "crashes";
  private static final long ROWS = 3_000_000;
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final Set<String> OPEN = Set.of("RECEIVED", "CHECKING", "LOADING");

  @TempDir static Path temp;
  private static Path file;
  private static Lake lake;

  @BeforeAll
  static void start() throws Exception {
    file = temp.resolve("measurements.csv");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write("id,sensor,value\n");
      for (long id = 0; id < ROWS; id++) {
        writer.write(id + ",sensor-" + id % 977 + "," + id % 1000 / 4.0 + "\n");
      }
    }
    lake = Lake.start(temp.resolve("lake"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (lake != null) {
      lake.close();
    }
  }

  private static Person editor() {
    return new Person(lake, "editor");
  }

  /** Begins a load and returns while it is being worked on. */
  private static String loadInWork(String table) {
    String id = Person.accepted(editor().send(DATABASE, table, file));
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> state(id), state -> !state.equals("RECEIVED"));
    assertThat(state(id)).as("the load goes on when the crash comes").isIn(OPEN);
    return id;
  }

  private static String state(String id) {
    return editor().read("/api/v1/loads/" + id).getString("state");
  }

  /** Waits for the load's end; a lake that heals may refuse to answer for a while. */
  private static void assertLoadedOnce(String table, String id) {
    lake.key("editor");
    JsonPath load =
        await()
            .atMost(LIMIT)
            .ignoreExceptions()
            .until(() -> load(id), found -> !OPEN.contains(found.getString("state")));
    assertThat(load.getString("state")).as(load.prettify()).isEqualTo("LOADED");
    assertThat(load.getLong("rowsLoaded")).isEqualTo(ROWS);

    JsonPath history =
        editor().read("/api/v1/databases/%s/tables/%s/snapshots".formatted(DATABASE, table));
    assertThat(history.<List<String>>getList("items.loads")).containsExactly(List.of(id));
    assertThat(history.getLong("items[0].addedRows")).isEqualTo(ROWS);
    assertThat(
            editor()
                .rows(
                    DATABASE,
                    "SELECT count(*), count(DISTINCT id), sum(id), min(id), max(id) FROM " + table))
        .containsExactly(
            List.of(
                Long.toString(ROWS),
                Long.toString(ROWS),
                Long.toString(ROWS * (ROWS - 1) / 2),
                "0",
                Long.toString(ROWS - 1)));
  }

  private static JsonPath load(String id) {
    Response answer = editor().get("/api/v1/loads/" + id);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.asString());
    }
    return answer.jsonPath();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ingest-service", "catalog-service", "query-service", "viz-gateway", "postgres"})
  void aLoadOutlivesTheCrashOf(String part) throws Exception {
    String table = part.replace('-', '_');
    String id = loadInWork(table);
    lake.crash(part);
    assertLoadedOnce(table, id);
  }

  @Test
  void aLoadOutlivesTheCrashOfEverything() throws Exception {
    String id = loadInWork("everything");
    lake.kill();
    lake = Lake.start(lake.data());
    assertLoadedOnce("everything", id);
  }

  @Test
  void anUploadThatWasNotAcknowledgedLeavesNothingAndCanBeRepeated() throws Exception {
    String path = "/api/v1/databases/%s/tables/unfinished/files?name=m.csv".formatted(DATABASE);
    long half = Files.size(file) / 2;
    HttpRequest.Builder upload =
        HttpRequest.newBuilder(URI.create(lake.url() + path))
            .header("Authorization", "Bearer " + lake.key("editor"))
            .header("Idempotency-Key", "the-same-file");
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      int status;
      try {
        status =
            client
                .send(
                    upload
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> crashingAt(half)))
                        .build(),
                    HttpResponse.BodyHandlers.ofString())
                .statusCode();
      } catch (IOException brokenOff) {
        status = 0;
      }
      assertThat(status).isIn(0, 502, 503);
      assertThat(editor().read("/api/v1/loads?table=unfinished").getList("items")).isEmpty();
      assertThat(
              editor()
                  .get("/api/v1/databases/%s/tables/unfinished".formatted(DATABASE))
                  .statusCode())
          .isEqualTo(404);

      HttpResponse<String> again =
          client.send(
              upload.POST(HttpRequest.BodyPublishers.ofFile(file)).build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
      assertLoadedOnce("unfinished", JsonPath.from(again.body()).getString("id"));
    }
  }

  /** The file, in the middle of which the service that receives it crashes. */
  private static InputStream crashingAt(long offset) {
    try {
      InputStream bytes = Files.newInputStream(file);
      InputStream crash =
          new InputStream() {
            @Override
            public int read() throws IOException {
              try {
                lake.crash("ingest-service");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
              }
              return -1;
            }
          };
      return new SequenceInputStream(
          new SequenceInputStream(new FirstBytes(bytes, offset), crash), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
