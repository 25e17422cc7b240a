package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tarn.ingest.Api;
import io.tarn.ingest.Gate;
import io.tarn.ingest.Gate.Side;
import io.tarn.ingest.Lake;
import io.tarn.kernel.Role;
import io.tarn.testkit.ServiceProcess;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The service is killed or hangs at each step: every load still ends once. */
@Timeout(300)
class CrashIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static final int ROWS = 1_000;

  private Gate store;
  private Gate catalog;

  @BeforeEach
  void open() throws Exception {
    store = new Gate(LAKE.servers().store().endpoint());
    catalog = new Gate(LAKE.catalogAddress());
  }

  @AfterEach
  void close() throws Exception {
    LAKE.stopIngests();
    store.close();
    catalog.close();
  }

  private ServiceProcess behindGates() {
    return LAKE.ingest(
        Map.of(
            "tarn.s3.endpoint", store.address().toString(),
            "tarn.catalog.url", catalog.address().toString()));
  }

  private static String file(int from) {
    StringBuilder text = new StringBuilder("id,name\n");
    for (int i = from; i < from + ROWS; i++) {
      text.append(i).append(",name ").append(i).append('\n');
    }
    return text.toString();
  }

  private static void assertOnce(JsonNode load, String table, int loads) {
    assertThat(load.path("state").asText()).as("%s", load).isEqualTo("LOADED");
    assertThat(load.path("rowsRead").asLong()).isEqualTo(ROWS);
    assertThat(load.path("rowsLoaded").asLong()).isEqualTo(ROWS);
    assertThat(LAKE.query("SELECT count(*), count(DISTINCT id) FROM " + LAKE.read(table)))
        .containsExactly(List.of((long) loads * ROWS, (long) loads * ROWS));
    assertThat(LAKE.commits(table))
        .hasSize(loads)
        .containsEntry(load.path("id").asText(), 1L)
        .allSatisfy((id, count) -> assertThat(count).isEqualTo(1));
  }

  @ParameterizedTest
  @CsvSource({
    "reading, store, ANSWER, GET /raw/uploads/",
    "writing, store, REQUEST, PUT /curated/.*parquet",
    "written, store, ANSWER, PUT /curated/.*parquet",
    "committing, catalog, REQUEST, POST /iceberg/v1/namespaces/shop/tables/committing HTTP",
    "committed, catalog, ANSWER, POST /iceberg/v1/namespaces/shop/tables/committed HTTP"
  })
  void loadsOnceWhenKilled(String table, String gate, Side side, String request) throws Exception {
    ServiceProcess killed = behindGates();
    Api before = LAKE.api(killed);
    assertOnce(before.file(table, file(0)).load(), table, 1);
    Gate.Stop stop = (gate.equals("store") ? store : catalog).stopNext(side, request);
    String id = before.file(table, file(ROWS)).send().body().path("id").asText();
    stop.awaitReached();

    killed.kill();
    stop.drop();

    Api after = LAKE.api(LAKE.ingest(Map.of()));
    assertOnce(after.settled(id), table, 2);
    assertOnce(after.file(table, file(2 * ROWS)).load(), table, 3);
  }

  @ParameterizedTest
  @CsvSource({"first_asked, REQUEST", "first_answered, ANSWER"})
  void makesTheTableOnceWhenKilledAtItsFirstCommit(String table, Side side) throws Exception {
    ServiceProcess killed = behindGates();
    Gate.Stop stop =
        catalog.stopNext(side, "POST /iceberg/v1/namespaces/shop/tables/" + table + " HTTP");
    String id = LAKE.api(killed).file(table, file(0)).send().body().path("id").asText();
    stop.awaitReached();

    killed.kill();
    stop.drop();

    assertOnce(LAKE.api(LAKE.ingest(Map.of())).settled(id), table, 1);
  }

  @Test
  void hasReceivedNothingWhenKilledDuringReceipt() throws Exception {
    ServiceProcess killed = behindGates();
    Gate.Stop part = store.stopNext(Side.ANSWER, "PUT /raw/uploads/");
    try (Socket socket = new Socket("127.0.0.1", killed.address().getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST /api/v1/databases/shop/tables/unreceived/files HTTP/1.1\r\nHost: x\r\n"
                  + "Authorization: "
                  + LAKE.api(killed).bearer(Role.EDITOR)
                  + "\r\nContent-Length: 50000000\r\nContent-Type: text/csv\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.write("id,name\n1,Ada\n".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII));
      part.awaitReached();

      killed.kill();
    }
    part.drop();

    Api after = LAKE.api(LAKE.ingest(Map.of()));
    assertThat(after.get("/api/v1/loads?table=unreceived").body().path("items")).isEmpty();
    assertThat(LAKE.snapshot("unreceived")).isEmpty();
    assertOnce(after.file("unreceived", file(0)).load(), "unreceived", 1);
  }

  @Test
  void loadsOnceWhenAWorkerHangsAndWakesAgain() throws Exception {
    ServiceProcess hanging = behindGates();
    Gate.Stop stop = store.stopNext(Side.REQUEST, "PUT /curated/.*parquet");
    String id = LAKE.api(hanging).file("asleep", file(0)).send().body().path("id").asText();
    stop.awaitReached();
    signal("STOP", hanging.pid());

    Api other = LAKE.api(LAKE.ingest(Map.of()));
    assertOnce(other.settled(id), "asleep", 1);
    signal("CONT", hanging.pid());
    stop.release();

    assertOnce(LAKE.api(hanging).file("asleep", file(ROWS)).load(), "asleep", 2);
    assertOnce(other.load(id), "asleep", 2);
  }

  @Test
  void keepsACommitThatLandedEvenIfTheLoadIsCancelledBeforeThatIsKnown() throws Exception {
    ServiceProcess killed = behindGates();
    assertOnce(LAKE.api(killed).file("late", file(0)).load(), "late", 1);
    Gate.Stop stop =
        catalog.stopNext(Side.ANSWER, "POST /iceberg/v1/namespaces/shop/tables/late HTTP");
    String id = LAKE.api(killed).file("late", file(ROWS)).send().body().path("id").asText();
    stop.awaitReached();
    killed.kill();
    stop.drop();

    Api after = LAKE.api(LAKE.ingest(Map.of()));
    after.call("DELETE", "/api/v1/loads/" + id, Role.EDITOR);

    assertOnce(after.settled(id), "late", 2);
  }

  @Test
  void sharesTheWorkOfManyFilesAmongReplicasWithoutLoadingOneTwice() {
    List<Api> replicas = List.of(LAKE.api(LAKE.ingest(Map.of())), LAKE.api(LAKE.ingest(Map.of())));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Api replica = replicas.get(i % 2);
      ids.add(replica.file("shared", file(i * ROWS)).send().body().path("id").asText());
    }

    List<JsonNode> loads = ids.stream().map(replicas.getFirst()::settled).toList();

    assertThat(loads)
        .allSatisfy(load -> assertThat(load.path("state").asText()).isEqualTo("LOADED"));
    assertOnce(loads.getFirst(), "shared", 12);
    assertThat(LAKE.commits("shared").keySet()).isEqualTo(ids.stream().collect(Collectors.toSet()));
  }

  private static void signal(String name, long pid) throws Exception {
    new ProcessBuilder("/bin/kill", "-s", name, Long.toString(pid)).start().waitFor();
  }
}
