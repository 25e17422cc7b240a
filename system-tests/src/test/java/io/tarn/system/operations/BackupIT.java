package io.tarn.system.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.tarn.system.Checkout;
import io.tarn.system.Checkout.Output;
import io.tarn.system.Lake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/operations/backup.md for a lake that runs on one machine, as they stand
 * there: PostgreSQL first, then the objects, while files are loaded.
 */
class BackupIT {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final int LOADS_BEFORE = 5;
  private static final int MOST_LOADS = 200;
  private static final Pattern BLOCK = Pattern.compile("(?s)```sh\\n(.*?)```");

  @TempDir private Path folder;

  @Test
  void restoredLakeHasEveryLoadOfItsBackupOnce() throws IOException, InterruptedException {
    assumeTrue(hasPsql(), "psql is not on the path (Debian: apt install postgresql-client)");
    List<String> blocks = blocks();
    String backup = blocks.get(1);
    String restore = blocks.get(2);
    int acknowledged;
    String key;
    try (Lake lake = Lake.start(folder.resolve("lake"))) {
      key = lake.key("editor");
      AtomicBoolean enough = new AtomicBoolean();
      AtomicInteger sent = new AtomicInteger();
      CompletableFuture<Void> loading =
          CompletableFuture.runAsync(
              () -> {
                while (!enough.get() && sent.get() < MOST_LOADS) {
                  load(lake, key, sent.incrementAndGet());
                }
              });
      try {
        Awaitility.await("some loads are in the table")
            .atMost(LIMIT)
            .until(() -> loads(lake, key, "LOADED") >= LOADS_BEFORE);
        acknowledged = loads(lake, key, "LOADED");
        run(backup);
        Awaitility.await("more loads after the backup")
            .atMost(LIMIT)
            .until(() -> loads(lake, key, "LOADED") > acknowledged);
      } finally {
        enough.set(true);
        loading.join();
      }
    }

    run(part(restore, "", "./tarn up"));
    try (Lake _ = Lake.start(folder.resolve("lake2"))) {
      run(part(restore, "until it is ready\n", "./tarn down"));
    }
    try (Lake lake = Lake.start(folder.resolve("lake2"))) {
      Awaitility.await("all loads of the backup have ended")
          .atMost(LIMIT)
          .until(() -> loads(lake, key, "LOADED") == loads(lake, key, null));
      int restored = loads(lake, key, null);

      assertThat(restored).isGreaterThanOrEqualTo(acknowledged);
      assertThat(counts(lake, key)).containsExactly(2 * restored, restored);
    }
  }

  /** A request with the key that was made before the backup. */
  private static RequestSpecification as(Lake lake, String key) {
    return lake.anonymous().header("Authorization", "Bearer " + key);
  }

  private static void load(Lake lake, String key, int number) {
    as(lake, key)
        .queryParam("name", "ticks.csv")
        .body("id,text\n%1$d,a\n%1$d,b\n".formatted(number))
        .post("/api/v1/databases/backup/tables/ticks/files")
        .then()
        .statusCode(202);
  }

  private static int loads(Lake lake, String key, @Nullable String state) {
    return as(lake, key)
        .queryParams("database", "backup", "limit", 1000)
        .get("/api/v1/loads" + (state == null ? "" : "?state=" + state))
        .then()
        .statusCode(200)
        .extract()
        .jsonPath()
        .getList("items")
        .size();
  }

  private static List<Integer> counts(Lake lake, String key) {
    JsonPath query =
        as(lake, key)
            .header("Prefer", "wait=60")
            .contentType("application/json")
            .body("{\"sql\":\"select count(*), count(distinct id) from backup.ticks\"}")
            .post("/api/v1/queries")
            .jsonPath();
    assertThat(query.getString("state")).as(query.prettify()).isEqualTo("SUCCEEDED");
    return as(lake, key)
        .header("Accept", "application/json")
        .get("/api/v1/queries/" + query.getString("queryId") + "/results")
        .jsonPath()
        .getList("rows[0]", Integer.class);
  }

  private void run(String commands) throws IOException, InterruptedException {
    ProcessBuilder shell =
        new ProcessBuilder(
                "sh", "-eu", "-c", commands.replace("./tarn ", "'" + Checkout.root() + "/tarn' "))
            .directory(folder.toFile());
    shell.environment().put("JAVA_HOME", System.getProperty("java.home"));
    shell.environment().put("TARN_BUILD", "no");
    Output output = Checkout.run(shell);
    assertThat(output.exitCode()).as(commands + output.out() + output.err()).isZero();
  }

  private static boolean hasPsql() throws InterruptedException {
    try {
      return Checkout.run(new ProcessBuilder("psql", "--version")).exitCode() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** The blocks of commands for one machine: stopped, while it runs, restore. */
  private static List<String> blocks() throws IOException {
    String page = Files.readString(Checkout.root().resolve("docs/operations/backup.md"));
    List<String> blocks =
        BLOCK
            .matcher(page.substring(page.indexOf("\n## On one machine\n")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(blocks).hasSize(3);
    return blocks;
  }

  private static String part(String block, String after, String before) {
    int from = block.indexOf(after) + after.length();
    return block.substring(from, block.indexOf(before, from));
  }
}
