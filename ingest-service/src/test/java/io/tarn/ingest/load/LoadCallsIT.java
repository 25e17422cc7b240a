package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.ingest.Api;
import io.tarn.ingest.Gate;
import io.tarn.ingest.Lake;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a caller can ask of loads, while they run and after. */
class LoadCallsIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static final String PEOPLE = "id,name\n1,Ada\n2,Grace\n";

  private static Gate store;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    store = new Gate(LAKE.servers().store().endpoint());
    api = LAKE.api(LAKE.ingest(Map.of("tarn.s3.endpoint", store.address().toString())));
  }

  @AfterAll
  static void stop() throws Exception {
    store.close();
  }

  private static String id(Api.Answer answer) {
    return answer.body().path("id").asText();
  }

  private static String state(Api.Answer answer) {
    return answer.body().path("state").asText();
  }

  @Test
  void answersAtOnceOrWhenTheLoadHasEnded() throws Exception {
    Gate.Stop read = store.stopNext(Gate.Side.ANSWER, "GET /raw/uploads/");
    Api.Answer early = api.file("waits", PEOPLE).header("Prefer", "wait=1").send();
    assertThat(early.status()).isEqualTo(202);
    assertThat(early.headers().get("preference-applied")).containsExactly("wait=1");
    assertThat(state(early)).isIn("RECEIVED", "CHECKING");
    read.awaitReached();
    read.release();
    api.settled(id(early));

    Api.Answer late = api.file("waits", PEOPLE).header("Prefer", "wait=60").send();

    assertThat(late.status()).isEqualTo(200);
    assertThat(state(late)).isEqualTo("LOADED");
    assertThat(late.headers().get("location").getFirst()).endsWith("/api/v1/loads/" + id(late));
    assertThat(LAKE.count("waits")).isEqualTo(4);
  }

  @Test
  void tellsEachStateOfALoadOnceAsItComes() throws Exception {
    Gate.Stop read = store.stopNext(Gate.Side.ANSWER, "GET /raw/uploads/");
    Gate.Stop[] write = new Gate.Stop[1];
    String id = id(api.file("events", PEOPLE).send());
    read.awaitReached();
    CompletableFuture<List<JsonNode>> events = CompletableFuture.supplyAsync(() -> api.events(id));
    api.until(id, "CHECKING");
    write[0] = store.stopNext(Gate.Side.REQUEST, "PUT /curated/.*parquet");
    read.release();
    write[0].awaitReached();
    api.until(id, "LOADING");
    write[0].release();

    List<String> states =
        events.join().stream().map(event -> event.path("state").asText()).distinct().toList();

    assertThat(states).endsWith("LOADING", "LOADED");
    assertThat(List.of("RECEIVED", "CHECKING", "LOADING", "LOADED")).containsAll(states);
    assertThat(api.events(id))
        .as("of an ended load its end")
        .singleElement()
        .satisfies(event -> assertThat(event.path("state").asText()).isEqualTo("LOADED"));
  }

  @Test
  void cancelsALoadThatIsBeingReadAndLoadsItAfterARetry() throws Exception {
    Gate.Stop read = store.stopNext(Gate.Side.ANSWER, "GET /raw/uploads/");
    String id = id(api.file("cancelled", PEOPLE).send());
    read.awaitReached();

    assertThat(api.call("DELETE", "/api/v1/loads/" + id, Role.EDITOR).status()).isEqualTo(202);
    read.release();

    assertThat(api.settled(id).path("state").asText()).isEqualTo("CANCELLED");
    assertThat(LAKE.snapshot("cancelled")).isEmpty();
    Api.Answer again = api.call("DELETE", "/api/v1/loads/" + id, Role.EDITOR);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().path("code").asText()).isEqualTo("CONFLICT");

    assertThat(api.call("POST", "/api/v1/loads/" + id + "/retry", Role.EDITOR).status())
        .isEqualTo(202);
    assertThat(api.settled(id).path("state").asText()).isEqualTo("LOADED");
    assertThat(LAKE.count("cancelled")).isEqualTo(2);
  }

  @Test
  void cancelsALoadWhoseFilesAreBeingWritten() throws Exception {
    Gate.Stop write = store.stopNext(Gate.Side.REQUEST, "PUT /curated/.*cancelled_late.*parquet");
    String id = id(api.file("cancelled_late", PEOPLE).send());
    write.awaitReached();

    api.call("DELETE", "/api/v1/loads/" + id, Role.EDITOR);
    write.release();

    assertThat(api.settled(id).path("state").asText()).isEqualTo("CANCELLED");
    assertThat(LAKE.snapshot("cancelled_late")).isEmpty();
  }

  @Test
  void retriesARejectedLoadAfterItsCauseWasMended() {
    api.file("mended", "id,name\n1,Ada\n").load();
    JsonNode rejected = api.file("mended", "id,name\nx2,Grace\n").load();
    String id = rejected.path("id").asText();
    assertThat(rejected.path("error").path("code").asText()).isEqualTo("VALUE_INVALID");
    api.file("mended", "id,name\nx1,Ada\n").with("mode", "overwrite").load();

    assertThat(api.call("POST", "/api/v1/loads/" + id + "/retry", Role.EDITOR).status())
        .isEqualTo(202);

    JsonNode loaded = api.settled(id);
    assertThat(loaded.path("state").asText()).isEqualTo("LOADED");
    assertThat(loaded.has("error")).isFalse();
    assertThat(LAKE.count("mended")).isEqualTo(2);
  }

  @Test
  void doesNotRetryWhatIsLoaded() {
    String id = api.file("once", PEOPLE).load().path("id").asText();

    Api.Answer answer = api.call("POST", "/api/v1/loads/" + id + "/retry", Role.EDITOR);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().path("detail").asText()).contains("LOADED");
  }

  @Test
  void refusesRetryAndCancelToAViewer() {
    String id = api.file("rights", PEOPLE).load().path("id").asText();

    assertThat(api.call("POST", "/api/v1/loads/" + id + "/retry", Role.VIEWER).status())
        .isEqualTo(403);
    assertThat(api.call("DELETE", "/api/v1/loads/" + id, Role.VIEWER).status()).isEqualTo(403);
  }

  @Test
  void loadsAFileOnceForAnIdempotencyKeyHoweverOftenItIsSent() {
    String key = Ids.next().toString();
    String first = id(api.file("idempotent", PEOPLE).header("Idempotency-Key", key).send());
    api.settled(first);

    Api.Answer again = api.file("idempotent", PEOPLE).header("Idempotency-Key", key).send();

    assertThat(id(again)).isEqualTo(first);
    assertThat(again.status()).as("the load has ended meanwhile").isEqualTo(200);
    assertThat(
            api.file("idempotent", PEOPLE)
                .with("mode", "overwrite")
                .header("Idempotency-Key", key)
                .send()
                .body()
                .path("code")
                .asText())
        .isEqualTo("IDEMPOTENCY_CONFLICT");
    assertThat(LAKE.count("idempotent")).isEqualTo(2);
  }

  @Test
  void loadsAFileOnceForAnIdempotencyKeySentByManyAtOnce() {
    String key = Ids.next().toString();
    List<CompletableFuture<String>> answers = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      answers.add(
          CompletableFuture.supplyAsync(
              () -> id(api.file("crowd", PEOPLE).header("Idempotency-Key", key).send())));
    }

    assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    api.settled(answers.getFirst().join());
    assertThat(LAKE.count("crowd")).isEqualTo(2);
  }

  @Test
  void loadsTwiceWhatIsSentTwiceWithoutAKey() {
    api.file("twice", PEOPLE).load();
    api.file("twice", PEOPLE).load();

    assertThat(LAKE.count("twice")).isEqualTo(4);
  }

  @Test
  void keepsTheDigestThatWasAnnounced() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(PEOPLE.getBytes(StandardCharsets.UTF_8));

    JsonNode load =
        api.file("digest", PEOPLE)
            .header(
                "Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":")
            .load();

    assertThat(load.path("source").path("sha256").asText())
        .isEqualTo(java.util.HexFormat.of().formatHex(digest));
  }

  @Test
  void listsTheNewestFirstByTableAndState() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.addFirst(api.file("listed", PEOPLE).load().path("id").asText());
    }
    String rejected = api.file("listed", "id,name\nx,y\n").load().path("id").asText();

    JsonNode first = api.get("/api/v1/loads?database=shop&table=Listed&limit=2").body();
    JsonNode second =
        api.get(
                "/api/v1/loads?database=shop&table=listed&limit=2&pageToken="
                    + first.path("nextPageToken").asText())
            .body();

    assertThat(first.path("items").findValuesAsText("id"))
        .containsExactly(rejected, ids.getFirst());
    assertThat(second.path("items").findValuesAsText("id"))
        .containsExactlyElementsOf(ids.subList(1, 3));
    assertThat(second.has("nextPageToken")).isFalse();
    assertThat(api.get("/api/v1/loads?table=listed&state=rejected").body().path("items"))
        .hasSize(1);
    assertThat(api.get("/api/v1/loads?state=odd").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/loads?pageToken=odd").status()).isEqualTo(400);
    assertThat(api.get("/api/v1/loads?limit=0").status()).isEqualTo(400);
  }

  @Test
  void knowsNoLoadThatWasNeverReceived() {
    String nowhere = "/api/v1/loads/" + Ids.next();

    assertThat(api.get(nowhere).body().path("code").asText()).isEqualTo("LOAD_NOT_FOUND");
    assertThat(api.get(nowhere + "/events").status()).isEqualTo(404);
    assertThat(api.call("DELETE", nowhere, Role.EDITOR).status()).isEqualTo(404);
    assertThat(api.call("POST", nowhere + "/retry", Role.EDITOR).status()).isEqualTo(404);
    assertThat(api.get("/api/v1/loads/42").status()).isIn(400, 404);
  }

  @Test
  void tellsHowFarALoadIs() throws Exception {
    Gate.Stop write = store.stopNext(Gate.Side.REQUEST, "PUT /curated/.*progress.*parquet");
    String id = id(api.file("progress", PEOPLE).send());
    write.awaitReached();

    JsonNode loading = api.load(id);

    assertThat(loading.path("state").asText()).isEqualTo("LOADING");
    assertThat(loading.path("progress").asDouble()).isBetween(0.5, 0.99);
    assertThat(loading.path("rowsRead").asLong()).isEqualTo(2);
    assertThat(loading.has("startedAt")).isTrue();
    assertThat(loading.has("finishedAt")).isFalse();
    write.release();
    Awaitility.await().until(() -> api.load(id).has("finishedAt"));
  }
}
