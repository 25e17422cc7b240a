package io.tarn.catalog.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tarn.catalog.Lake;
import io.tarn.kernel.Ids;
import io.tarn.kernel.Role;
import io.tarn.lake.LakeProperties;
import io.tarn.testkit.ServiceProcess;
import io.tarn.testkit.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.rest.RESTCatalog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commits under contention and crashes, by Iceberg's own client, against the packaged service. */
@Timeout(240)
class ExactlyOnceIT {
  private static final TableIdentifier COURSES = TableIdentifier.of("school", "courses");
  private static final int COMMITTERS = 8;
  private static final int COMMITS_EACH = 5;

  @RegisterExtension static final TestServers SERVERS = new TestServers();

  private static ServiceProcess service;

  private RESTCatalog catalog;

  @BeforeAll
  static void start() {
    service = Lake.serve(SERVERS);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void makeTable() {
    catalog = Lake.client(SERVERS, service.address(), Role.ADMIN, Map.of());
    catalog.createNamespace(COURSES.namespace());
    catalog.createTable(COURSES, Lake.SCHEMA);
  }

  @AfterEach
  void removeAll() throws IOException {
    catalog.dropTable(COURSES, false);
    catalog.dropNamespace(COURSES.namespace());
    catalog.close();
  }

  private static List<String> loads(Table table) {
    return StreamSupport.stream(table.snapshots().spliterator(), false)
        .map(snapshot -> snapshot.summary().get(LakeProperties.LOAD_IDS))
        .filter(java.util.Objects::nonNull)
        .flatMap(ids -> Stream.of(ids.split(",", -1)))
        .toList();
  }

  @Test
  void landsEachCommitOfManyCommittersExactlyOnce() throws Exception {
    List<Future<List<UUID>>> committers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(COMMITTERS)) {
      for (int i = 0; i < COMMITTERS; i++) {
        committers.add(threads.submit(ExactlyOnceIT::commitSome));
      }
    }

    List<UUID> landed = new ArrayList<>();
    for (Future<List<UUID>> committer : committers) {
      landed.addAll(committer.get());
    }
    Table table = catalog.loadTable(COURSES);
    assertThat(loads(table))
        .containsExactlyInAnyOrderElementsOf(landed.stream().map(UUID::toString).toList());
    assertThat(table.currentSnapshot().summary())
        .containsEntry("total-records", Integer.toString(landed.size()));
    assertThat(landed).as("with ten retries most get through").hasSizeGreaterThan(COMMITTERS);
  }

  /** Commits one row several times; returns the loads of those that were not refused. */
  private static List<UUID> commitSome() throws IOException {
    List<UUID> landed = new ArrayList<>();
    try (RESTCatalog own = Lake.client(SERVERS, service.address(), Role.EDITOR, Map.of())) {
      Table table = own.loadTable(COURSES);
      for (int i = 0; i < COMMITS_EACH; i++) {
        UUID load = Ids.next();
        try {
          Lake.append(table, 1, load).commit();
          landed.add(load);
        } catch (CommitFailedException e) {
          table.refresh();
        }
      }
    }
    return landed;
  }

  @Test
  void refusesALoadThatTheTableHas() {
    UUID load = Ids.next();
    Table table = catalog.loadTable(COURSES);
    Lake.append(table, 1, load).commit();
    long first = table.currentSnapshot().snapshotId();

    assertThatThrownBy(() -> Lake.append(table, 1, Ids.next(), load).commit())
        .isInstanceOf(CommitFailedException.class)
        .hasMessageContaining("load %s by snapshot %d", load, first);

    table.refresh();
    assertThat(loads(table)).containsExactly(load.toString());
  }

  @Test
  void refusesALoadWhoseSnapshotHasExpired() {
    UUID load = Ids.next();
    Table table = catalog.loadTable(COURSES);
    Lake.append(table, 1, load).commit();
    Lake.append(table, 1).commit();
    table.expireSnapshots().expireOlderThan(System.currentTimeMillis() + 1).retainLast(1).commit();
    assertThat(loads(table)).isEmpty();

    assertThatThrownBy(() -> Lake.append(table, 1, load).commit())
        .isInstanceOf(CommitFailedException.class);
  }

  @Test
  void takesTheSameLoadForAnotherTable() {
    UUID load = Ids.next();
    Lake.append(catalog.loadTable(COURSES), 1, load).commit();
    catalog.dropTable(COURSES, false);
    Table other = catalog.createTable(COURSES, Lake.SCHEMA);

    Lake.append(other, 1, load).commit();

    assertThat(loads(other)).containsExactly(load.toString());
  }

  @Test
  void refusesWhatIsNoLoadId() {
    Table table = catalog.loadTable(COURSES);

    assertThatThrownBy(() -> Lake.append(table, 1).set(LakeProperties.LOAD_IDS, "one,two").commit())
        .hasMessageContaining("'one' is no UUID");
  }

  @Test
  void letsOneOfTwoWritersOfTheSameLoadThrough() throws Exception {
    UUID load = Ids.next();
    List<Future<Boolean>> writers = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        writers.add(
            threads.submit(
                () -> {
                  try (RESTCatalog own =
                      Lake.client(SERVERS, service.address(), Role.EDITOR, Map.of())) {
                    Lake.append(own.loadTable(COURSES), 1, load).commit();
                    return true;
                  } catch (CommitFailedException e) {
                    return false;
                  }
                }));
      }
    }

    List<Boolean> through = new ArrayList<>();
    for (Future<Boolean> writer : writers) {
      through.add(writer.get());
    }
    assertThat(through).containsOnlyOnce(true);
    assertThat(loads(catalog.loadTable(COURSES))).containsExactly(load.toString());
  }

  @Test
  void leavesTheTableReadableWhenTheServiceDiesBeforeThePointerIsSwapped() throws Exception {
    Table table = catalog.loadTable(COURSES);
    Lake.append(table, 1, Ids.next()).commit();
    UUID load = Ids.next();
    long files = metadataFiles(table);
    try (ServiceProcess victim = Lake.serve(SERVERS);
        RESTCatalog own = Lake.client(SERVERS, victim.address(), Role.EDITOR, Map.of());
        ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection blocker = SERVERS.connect()) {
      blocker.setAutoCommit(false);
      execute(blocker, "SELECT 1 FROM catalog.iceberg_tables FOR UPDATE");
      Future<?> commit =
          threads.submit(() -> Lake.append(own.loadTable(COURSES), 1, load).commit());
      Awaitility.await().until(() -> metadataFiles(table) > files && waitsForTheRow());

      victim.kill();
      blocker.rollback();

      assertThatThrownBy(commit::get).hasRootCauseInstanceOf(IOException.class);
    }

    table.refresh();
    assertThat(loads(table)).doesNotContain(load.toString()).hasSize(1);
    Lake.append(table, 1, load).commit();
    assertThat(loads(catalog.loadTable(COURSES))).contains(load.toString()).hasSize(2);
  }

  @Test
  void findsOutWhetherACommitLandedWhenPostgresBreaksOff() throws Exception {
    Table table = catalog.loadTable(COURSES);
    UUID load = Ids.next();
    long files = metadataFiles(table);
    try (ExecutorService threads = Executors.newSingleThreadExecutor();
        Connection blocker = SERVERS.connect()) {
      blocker.setAutoCommit(false);
      execute(blocker, "SELECT 1 FROM catalog.iceberg_tables FOR UPDATE");
      Future<?> commit = threads.submit(() -> Lake.append(table, 1, load).commit());
      Awaitility.await().until(() -> metadataFiles(table) > files && waitsForTheRow());
      execute(
          blocker,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE usename = 'catalog' AND wait_event_type = 'Lock'"
              + " AND datname = current_database()");
      blocker.rollback();

      assertThatThrownBy(commit::get).hasCauseInstanceOf(CommitStateUnknownException.class);
    }

    Table again = catalog.loadTable(COURSES);
    assertThat(loads(again)).isEmpty();
    assertThat(metadataFiles(again)).as("what was written in vain is removed").isEqualTo(files);
    Lake.append(again, 1, load).commit();
    assertThat(loads(again)).containsExactly(load.toString());
  }

  private static boolean waitsForTheRow() throws SQLException {
    try (Connection connection = SERVERS.connect();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'catalog'"
                    + " AND wait_event_type = 'Lock' AND datname = current_database()")) {
      return rows.next() && rows.getInt(1) > 0;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long metadataFiles(Table table) throws IOException {
    Path folder =
        SERVERS
            .store()
            .folder()
            .resolve(table.location().substring("s3://".length()))
            .resolve("metadata");
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".metadata.json")).count();
    }
  }

  @Test
  void keepsFewOldMetadataFiles() throws IOException {
    Table table = catalog.loadTable(COURSES);
    IntStream.range(0, 25)
        .forEach(i -> table.updateProperties().set("i", Integer.toString(i)).commit());

    assertThat(metadataFiles(table)).isLessThanOrEqualTo(21);
  }
}
