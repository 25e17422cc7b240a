package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.ingest.Gate;
import io.tarn.ingest.Gate.Side;
import io.tarn.ingest.Lake;
import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.ProblemException;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.kernel.table.TableSnapshot;
import io.tarn.kernel.type.TypeText;
import io.tarn.lake.Cancellation;
import io.tarn.lake.CatalogConnection;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.CommitOutcome.Committed;
import io.tarn.lake.CommitOutcome.Outdated;
import io.tarn.lake.DuckDb;
import io.tarn.lake.FileColumn;
import io.tarn.lake.LakeReader;
import io.tarn.lake.LakeWriter;
import io.tarn.lake.ObjectStore;
import io.tarn.lake.ParquetWriter;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.WritePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Plans, files and commits against the packaged catalog, through a way that can be cut off. */
class LakeWriterIT {
  @RegisterExtension static final Lake LAKE = new Lake();

  private static final Caller EDITOR = new Caller("ada", Role.EDITOR);
  private static final Caller VIEWER = new Caller("eve", Role.VIEWER);
  private static final List<FileColumn> COLUMNS = columns("id bigint", "name varchar");

  @TempDir static Path folder;

  private static Gate gate;
  private static CatalogConnection catalog;
  private static LakeWriter lake;
  private static DuckDb duckDb;

  @BeforeAll
  static void connect() throws Exception {
    gate = new Gate(LAKE.catalogAddress());
    catalog = LAKE.connect(gate.address());
    lake = new LakeWriter(catalog, "curated");
    duckDb = new DuckDb(128 << 20, 1, folder, 1 << 20, List.of());
  }

  @AfterAll
  static void disconnect() throws Exception {
    duckDb.close();
    catalog.close();
    gate.close();
  }

  private static List<FileColumn> columns(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.split(" ", 2))
        .map(parts -> new FileColumn(parts[0], parts[0], TypeText.parse(parts[1])))
        .toList();
  }

  private static TableName table(String name) {
    return new TableName("shop", name);
  }

  private static PreparedLoad write(WritePlan plan, UUID load, String select) throws Exception {
    ParquetWriter.Written written =
        new ParquetWriter(duckDb, new ObjectStore(LAKE.s3()))
            .write(plan, load, select, folder.resolve(load.toString()), new Cancellation());
    return new PreparedLoad(load, plan, written.files());
  }

  /** Plans and writes one row; nothing is visible yet. */
  private static PreparedLoad prepare(String table, long id, boolean overwrite) throws Exception {
    UUID load = Ids.next();
    WritePlan plan = lake.plan(EDITOR, load, table(table), COLUMNS, overwrite);
    return write(plan, load, "SELECT %d::BIGINT AS id, 'x' AS name".formatted(id));
  }

  private static CommitOutcome commit(String table, PreparedLoad load) {
    return lake.commit(EDITOR, table(table), List.of(load)).get(load.loadId());
  }

  private static List<Object> ids(String table) {
    return LAKE.rows(table).stream().map(List::getFirst).toList();
  }

  @Test
  void makesDatabaseAndTableWithTheFirstCommit() throws Exception {
    PreparedLoad load = prepare("first", 1, false);
    assertThat(LAKE.snapshot("first")).isEmpty();

    CommitOutcome outcome = commit("first", load);

    TableSnapshot snapshot = LAKE.snapshot("first").orElseThrow();
    assertThat(outcome).isEqualTo(new Committed(snapshot.snapshotId()));
    assertThat(LAKE.columns("first")).containsExactly("id bigint", "name varchar");
    assertThat(ids("first")).containsExactly(1L);
  }

  @Test
  void landsALoadOnceHoweverOftenItIsCommitted() throws Exception {
    PreparedLoad load = prepare("again", 1, false);
    CommitOutcome first = commit("again", load);
    commit("again", prepare("again", 2, false));

    assertThat(commit("again", load)).isEqualTo(first);
    assertThat(commit("again", load)).isEqualTo(first);

    assertThat(ids("again")).containsExactly(1L, 2L);
    assertThat(lake.landed(EDITOR, table("again"), load.loadId()))
        .hasValue(((Committed) first).snapshotId());
    assertThat(lake.landed(EDITOR, table("again"), Ids.next())).isEmpty();
  }

  @Test
  void landsALoadOnceWhenItsAnswerIsLost() throws Exception {
    commit("lost", prepare("lost", 1, false));
    PreparedLoad load = prepare("lost", 2, false);
    Gate.Stop stop = gate.stopNext(Side.ANSWER, "POST /iceberg/v1/namespaces/shop/tables/lost ");

    CompletableFuture<CommitOutcome> outcome =
        CompletableFuture.supplyAsync(() -> commitUntilKnown("lost", load));
    stop.awaitReached();
    stop.drop();

    assertThat(outcome.get()).isInstanceOf(Committed.class);
    assertThat(ids("lost")).containsExactly(1L, 2L);
    assertThat(LAKE.commits("lost")).containsEntry(load.loadId().toString(), 1L);
  }

  @Test
  void landsALoadWhoseRequestIsLost() throws Exception {
    commit("unasked", prepare("unasked", 1, false));
    PreparedLoad load = prepare("unasked", 2, false);
    Gate.Stop stop =
        gate.stopNext(Side.REQUEST, "POST /iceberg/v1/namespaces/shop/tables/unasked ");

    CompletableFuture<CommitOutcome> outcome =
        CompletableFuture.supplyAsync(() -> commitUntilKnown("unasked", load));
    stop.awaitReached();
    stop.drop();

    assertThat(outcome.get()).isInstanceOf(Committed.class);
    assertThat(LAKE.commits("unasked")).containsEntry(load.loadId().toString(), 1L);
  }

  /** As a worker does it: a commit of which nothing is known is made again. */
  private static CommitOutcome commitUntilKnown(String table, PreparedLoad load) {
    for (int i = 0; ; i++) {
      try {
        return commit(table, load);
      } catch (ProblemException e) {
        if (e.code() != ErrorCode.SERVICE_UNAVAILABLE || i == 5) {
          throw e;
        }
      }
    }
  }

  @Test
  void bringsManyLoadsWithOneSnapshot() throws Exception {
    commit("group", prepare("group", 0, false));
    List<PreparedLoad> loads = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      loads.add(prepare("group", i, false));
    }

    Map<UUID, CommitOutcome> outcomes = lake.commit(EDITOR, table("group"), loads);

    assertThat(outcomes.values()).hasSize(5).containsOnly(outcomes.values().iterator().next());
    assertThat(ids("group")).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void landsTheLoadsOfManyWritersAtOnce() throws Exception {
    commit("contended", prepare("contended", 0, false));
    List<PreparedLoad> loads = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      loads.add(prepare("contended", i, false));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      List<CompletableFuture<CommitOutcome>> outcomes =
          loads.stream()
              .map(
                  load ->
                      CompletableFuture.supplyAsync(
                          () -> commitUntilKnown("contended", load), threads))
              .toList();

      assertThat(outcomes)
          .allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(Committed.class));
    }
    assertThat(ids("contended")).hasSize(7).doesNotHaveDuplicates();
  }

  @Test
  void replacesAllRowsAtOnce() throws Exception {
    commit("replaced", prepare("replaced", 1, false));

    commit("replaced", prepare("replaced", 2, true));

    assertThat(ids("replaced")).containsExactly(2L);
  }

  @Test
  void saysThatAPlanIsOutdatedWhenTheTableHasChanged() throws Exception {
    PreparedLoad one = prepare("outdated", 1, false);
    PreparedLoad other = prepare("outdated", 2, false);
    commit("outdated", one);

    assertThat(commit("outdated", other)).isEqualTo(new Outdated());

    UUID grown = Ids.next();
    PreparedLoad before = prepare("outdated", 3, false);
    WritePlan plan =
        lake.plan(
            EDITOR,
            grown,
            table("outdated"),
            columns("id bigint", "name varchar", "born date"),
            false);
    commit(
        "outdated",
        write(plan, grown, "SELECT 4::BIGINT AS id, 'y' AS name, DATE '2026-01-31' AS born"));
    assertThat(commit("outdated", before)).isEqualTo(new Outdated());
    assertThat(ids("outdated")).containsExactly(1L, 4L);
  }

  @Test
  void refusesWhatTheCallerMayNot() throws Exception {
    PreparedLoad load = prepare("forbidden", 1, false);

    assertThatThrownBy(() -> lake.commit(VIEWER, table("forbidden"), List.of(load)))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FORBIDDEN));

    assertThat(LAKE.snapshot("forbidden")).isEmpty();
  }

  @Test
  void readsASnapshotThatWasPinnedAsItWas() throws Exception {
    commit("pinned", prepare("pinned", 1, false));
    LakeReader reader = new LakeReader(catalog);
    TableSnapshot pinned = reader.snapshot(VIEWER, table("pinned")).orElseThrow();
    commit("pinned", prepare("pinned", 2, false));

    TableSnapshot again =
        reader.snapshot(VIEWER, table("pinned"), pinned.snapshotId()).orElseThrow();

    assertThat(again).isEqualTo(pinned);
    assertThat(reader.snapshot(VIEWER, table("pinned")).orElseThrow().files()).hasSize(2);
    assertThat(reader.snapshot(VIEWER, table("pinned"), 42L)).isEmpty();
    assertThat(reader.snapshot(VIEWER, table("nowhere"))).isEmpty();
    assertThat(reader.databases(VIEWER)).contains("shop");
    assertThat(reader.tables(VIEWER, "shop")).contains("pinned");
    assertThat(reader.tables(VIEWER, "nowhere")).isEmpty();
  }

  @Test
  void saysThatTheCatalogCannotBeReached() throws Exception {
    try (CatalogConnection nobody = LAKE.connect(java.net.URI.create("http://127.0.0.1:9"))) {
      assertThatThrownBy(() -> new LakeReader(nobody).snapshot(VIEWER, table("any")))
          .isInstanceOfSatisfying(
              ProblemException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
    }
  }
}
