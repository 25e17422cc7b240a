package io.tarn.ingest.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.kernel.Caller;
import io.tarn.kernel.ErrorCode;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Place;
import io.tarn.kernel.Role;
import io.tarn.kernel.TableName;
import io.tarn.lake.CommitOutcome;
import io.tarn.lake.PreparedLoad;
import io.tarn.lake.StoredObject;
import io.tarn.lake.WritePlan;
import io.tarn.rest.Changes;
import io.tarn.testkit.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.ds.PGSimpleDataSource;

class LedgerIT {
  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static final Duration LEASE = Duration.ofMinutes(1);
  private static final Caller EDITOR = new Caller("ada", Role.EDITOR);

  private static DataSource dataSource;
  private static Ledger ledger;

  private String table = "";

  @BeforeAll
  static void migrate() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(SERVERS.databaseUrl());
    source.setUser("ingest");
    source.setPassword(SERVERS.databasePassword());
    dataSource = source;
    Flyway.configure().dataSource(source).load().migrate();
    ledger = new Ledger(source, new LoadRow(), new Changes());
  }

  @BeforeEach
  void anotherTable() throws Exception {
    table = "t" + Ids.next().toString().replace("-", "");
    try (var connection = dataSource.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from load");
    }
  }

  private Load receive(boolean overwrite) {
    return receive(overwrite, null);
  }

  private Load receive(boolean overwrite, String idempotencyKey) {
    return ledger.insert(
        new Receipt(
            Ids.next(),
            new TableName("db", table),
            overwrite,
            new LoadOptions(null, "gzip", null, null, null),
            "file.csv",
            new StoredObject(URI.create("s3://raw/uploads/x/file.csv"), "etag", 12, "abc"),
            EDITOR,
            "request-1",
            idempotencyKey));
  }

  private UUID claim() {
    return ledger.claim(Ids.next(), LEASE).orElseThrow().id();
  }

  private static PreparedLoad prepared(Load load) {
    return new PreparedLoad(
        load.id(),
        new WritePlan(load.table(), load.overwrite(), null, null, "s3://c/db/t", "{}", Map.of()),
        List.of("{}"));
  }

  private Load claimAndPrepare() {
    Load load = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(ledger.prepared(lease(load), 3, 3, prepared(load))).isTrue();
    return load;
  }

  private static UUID lease(Load load) {
    return Optional.ofNullable(load.lease()).orElseThrow();
  }

  @Test
  void keepsWhatWasReceived() {
    Load load = receive(true);

    Load kept = ledger.require(load.id());

    assertThat(kept).isEqualTo(load);
    assertThat(kept.state()).isEqualTo(LoadState.RECEIVED);
    assertThat(kept.options().contentEncoding()).isEqualTo("gzip");
    assertThat(kept.caller()).isEqualTo(EDITOR);
  }

  @Test
  void givesTheFirstLoadForAKeyThatWasUsed() {
    Load first = receive(false, "key");

    assertThat(receive(false, "key").id()).isEqualTo(first.id());
  }

  @Test
  void leasesEachLoadOnceHoweverManyAsk() throws Exception {
    List<UUID> received = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      received.add(receive(false).id());
    }
    List<UUID> claimed = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
      List<Callable<Optional<Load>>> asks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        asks.add(() -> ledger.claim(Ids.next(), LEASE));
      }
      for (var ask : workers.invokeAll(asks)) {
        ask.get().ifPresent(load -> claimed.add(load.id()));
      }
    }

    assertThat(claimed).containsExactlyInAnyOrderElementsOf(received);
  }

  @Test
  void holdsAnOverwriteBackUntilEarlierLoadsOfItsTableHaveEnded() {
    Load append = receive(false);
    Load overwrite = receive(true);
    Load later = receive(false);
    Load first = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(first.id()).isEqualTo(append.id());
    assertThat(ledger.claim(Ids.next(), LEASE)).isEmpty();

    ledger.end(lease(first), LoadState.REJECTED, null);

    Load second = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(second.id()).isEqualTo(overwrite.id());
    assertThat(ledger.claim(Ids.next(), LEASE)).isEmpty();
    ledger.end(lease(second), LoadState.REJECTED, null);
    assertThat(claim()).isEqualTo(later.id());
  }

  @Test
  void givesALoadToAnotherWhenItsLeaseEndsAndRefusesTheFirst() {
    Load load = receive(false);
    Load dead = ledger.claim(Ids.next(), Duration.ZERO).orElseThrow();

    Load alive = ledger.claim(Ids.next(), LEASE).orElseThrow();

    assertThat(alive.id()).isEqualTo(load.id());
    assertThat(alive.attempts()).isEqualTo(2);
    assertThat(ledger.progress(lease(dead), LoadState.LOADING, 0.5, 1L)).isFalse();
    assertThat(ledger.prepared(lease(dead), 1, 1, prepared(load))).isFalse();
    assertThat(ledger.end(lease(dead), LoadState.REJECTED, null)).isFalse();
    assertThat(ledger.renew(List.of(lease(dead), lease(alive)), LEASE))
        .containsOnlyKeys(lease(alive));
  }

  @Test
  void commitsAllPreparedLoadsOfATableTogetherInOrder() {
    List<UUID> received = List.of(receive(false).id(), receive(false).id(), receive(false).id());
    claimAndPrepare();
    claimAndPrepare();
    Load unprepared = ledger.claim(Ids.next(), LEASE).orElseThrow();

    List<UUID> committed = new ArrayList<>();
    ledger.commit(
        new TableName("db", table),
        ready -> {
          ready.forEach(load -> committed.add(load.id()));
          return ready.stream()
              .collect(Collectors.toMap(Load::id, load -> new CommitOutcome.Committed(77)));
        });

    assertThat(committed).containsExactly(received.get(0), received.get(1));
    Load loaded = ledger.require(received.get(0));
    assertThat(loaded.state()).isEqualTo(LoadState.LOADED);
    assertThat(loaded.snapshotId()).isEqualTo(77);
    assertThat(loaded.rowsLoaded()).isEqualTo(3);
    assertThat(loaded.prepared()).isNull();
    assertThat(ledger.require(unprepared.id()).state()).isEqualTo(LoadState.CHECKING);
  }

  @Test
  void startsAnOutdatedLoadAnew() {
    Load load = receive(false);
    claimAndPrepare();

    ledger.commit(
        new TableName("db", table), ready -> Map.of(load.id(), new CommitOutcome.Outdated()));

    Load again = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(again.id()).isEqualTo(load.id());
    assertThat(again.prepared()).isNull();
    assertThat(again.attempts()).isEqualTo(1);
  }

  @Test
  void leavesTheLedgerAsItWasWhenTheCommitFails() {
    Load load = receive(false);
    claimAndPrepare();

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () ->
                    ledger.commit(
                        new TableName("db", table),
                        ready -> {
                          throw new IllegalStateException("unknown");
                        })))
        .hasMessageContaining("unknown");

    Load kept = ledger.require(load.id());
    assertThat(kept.state()).isEqualTo(LoadState.LOADING);
    assertThat(kept.prepared()).isNotNull();
  }

  @Test
  void cancelsAtOnceWhatNoWorkerHas() {
    Load load = receive(false);

    Load cancelled = ledger.cancel(load.id()).orElseThrow();

    assertThat(cancelled.state()).isEqualTo(LoadState.CANCELLED);
    assertThat(ledger.claim(Ids.next(), LEASE)).isEmpty();
  }

  @Test
  void leavesItToAWorkerToCancelALoadWhoseCommitMayHaveLanded() {
    Load load = receive(false);
    Load prepared = claimAndPrepare();
    LoadError error = new LoadError(ErrorCode.SERVICE_UNAVAILABLE, "No answer.", List.of());
    ledger.postpone(lease(prepared), LoadState.RECEIVED, error, Duration.ofMinutes(5));

    Load cancelling = ledger.cancel(load.id()).orElseThrow();

    assertThat(cancelling.open()).isTrue();
    Load claimed = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(claimed.cancelWanted()).isTrue();
    assertThat(ledger.landed(lease(claimed), 7)).isTrue();
    Load loaded = ledger.require(load.id());
    assertThat(loaded.state()).isEqualTo(LoadState.LOADED);
    assertThat(loaded.snapshotId()).isEqualTo(7);
  }

  @Test
  void renewsOtherLeasesWhileACommitGoesOn() throws Exception {
    receive(false);
    Load committing = claimAndPrepare();
    receive(false);
    Load other = ledger.claim(Ids.next(), LEASE).orElseThrow();
    List<Map<UUID, Boolean>> renewed = new ArrayList<>();

    ledger.commit(
        new TableName("db", table),
        ready -> {
          renewed.add(
              CompletableFuture.supplyAsync(
                      () -> ledger.renew(List.of(lease(committing), lease(other)), LEASE))
                  .orTimeout(30, TimeUnit.SECONDS)
                  .join());
          return Map.of(committing.id(), new CommitOutcome.Committed(1));
        });

    assertThat(renewed).containsExactly(Map.of(lease(committing), false, lease(other), false));
  }

  @Test
  void tellsAWorkerThatItsLoadIsWantedNoMoreAndKeepsItOutOfCommits() {
    Load load = receive(false);
    Load working = claimAndPrepare();

    ledger.cancel(load.id());

    assertThat(ledger.renew(List.of(lease(working)), LEASE)).containsEntry(lease(working), true);
    ledger.commit(
        new TableName("db", table),
        ready -> {
          throw new IllegalStateException("nothing is ready");
        });
    assertThat(ledger.require(load.id()).open()).isTrue();
  }

  @Test
  void retriesWhatWasRejectedButNotWhatGoesOn() {
    Load load = receive(false);
    Load working = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(ledger.retry(load.id())).isFalse();
    LoadError error =
        new LoadError(
            ErrorCode.VALUE_INVALID,
            "A value is wrong.",
            List.of(new Place(null, "file.csv", 2L, 1, "id", 9L, "'x' is no number")));
    ledger.end(lease(working), LoadState.REJECTED, error);
    assertThat(ledger.require(load.id()).error()).isEqualTo(error);

    assertThat(ledger.retry(load.id())).isTrue();

    Load again = ledger.claim(Ids.next(), LEASE).orElseThrow();
    assertThat(again.id()).isEqualTo(load.id());
    assertThat(again.error()).isNull();
    assertThat(again.attempts()).isEqualTo(1);
  }

  @Test
  void waitsBeforeItRepeatsAFailure() {
    receive(false);
    Load working = ledger.claim(Ids.next(), LEASE).orElseThrow();
    LoadError error = new LoadError(ErrorCode.STORAGE_FULL, "Full.", List.of());

    ledger.postpone(lease(working), LoadState.FAILED, error, Duration.ofMinutes(5));

    assertThat(ledger.claim(Ids.next(), LEASE)).isEmpty();
    Load failed = ledger.require(working.id());
    assertThat(failed.isSettled()).isTrue();
    assertThat(failed.open()).isTrue();
  }

  @Test
  void listsNewestFirstByPages() {
    List<UUID> received = List.of(receive(false).id(), receive(false).id(), receive(false).id());

    List<Load> first = ledger.list("db", table, LoadState.RECEIVED, Long.MAX_VALUE, 2);
    List<Load> second = ledger.list("db", table, null, first.getLast().seq(), 2);

    assertThat(first).extracting(Load::id).containsExactly(received.get(2), received.get(1));
    assertThat(second).extracting(Load::id).containsExactly(received.get(0));
  }
}
