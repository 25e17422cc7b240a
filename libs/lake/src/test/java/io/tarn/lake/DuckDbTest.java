package io.tarn.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbTest {
  private static final long MEMORY = 64L << 20;
  private static final long SPILL = 64L << 20;

  @TempDir Path outside;
  @TempDir Path own;
  @TempDir Path readable;

  private DuckDb duckDb;

  @BeforeEach
  void start() {
    duckDb = new DuckDb(MEMORY, 1, own.resolve("work"), SPILL, List.of(readable));
  }

  @AfterEach
  void stop() {
    duckDb.close();
  }

  private Object one(String sql) throws SQLException {
    try (Connection connection = duckDb.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getObject(1);
    }
  }

  private static String literal(Path path) {
    return DuckTypes.literal(path.toString());
  }

  @Test
  void readsItsFoldersAndNoOthers() throws Exception {
    for (Path folder : List.of(own.resolve("work"), readable, outside)) {
      Files.writeString(folder.resolve("x.csv"), "a\n1\n");
    }

    assertThat(one("SELECT a FROM read_csv(" + literal(readable.resolve("x.csv")) + ")"))
        .isEqualTo(1L);
    assertThat(one("SELECT a FROM read_csv(" + literal(own.resolve("work/x.csv")) + ")"))
        .isEqualTo(1L);
    for (Path hidden :
        List.of(
            outside.resolve("x.csv"),
            readable.resolve("../" + outside.getFileName() + "/x.csv"),
            Path.of("/etc/passwd"))) {
      assertThatThrownBy(() -> one("SELECT * FROM read_csv(" + literal(hidden) + ")"))
          .as("%s", hidden)
          .isInstanceOf(SQLException.class);
    }
  }

  @Test
  void writesNowhereElse() throws Exception {
    assertThatThrownBy(
            () -> one("COPY (SELECT 1) TO " + literal(outside.resolve("y.csv")) + " (FORMAT csv)"))
        .isInstanceOf(SQLException.class);

    try (Stream<Path> files = Files.list(outside)) {
      assertThat(files).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET memory_limit = '100GB'",
        "SET threads = 64",
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET lock_configuration = false",
        "RESET temp_directory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "ATTACH '/tmp/other.duckdb'"
      })
  void cannotBeOpenedFromInside(String statement) {
    assertThatThrownBy(
            () -> {
              try (Connection connection = duckDb.connect();
                  Statement any = connection.createStatement()) {
                any.execute(statement);
              }
            })
        .isInstanceOf(SQLException.class);
  }

  @Test
  void spillsWhatDoesNotFitIntoItsMemory() throws Exception {
    assertThat(one("SELECT count(*) FROM (SELECT i FROM range(6000000) r(i) ORDER BY hash(i)) t"))
        .isEqualTo(6_000_000L);
  }

  @Test
  void failsWhenItWouldSpillMoreThanItMayAndWorksOn() throws Exception {
    assertThatThrownBy(
            () ->
                one(
                    "SELECT max(x) FROM (SELECT repeat(i::VARCHAR, 40) x FROM range(6000000) r(i)"
                        + " ORDER BY hash(i)) t"))
        .isInstanceOf(SQLException.class);

    assertThat(one("SELECT 7::BIGINT")).isEqualTo(7L);
  }

  @Test
  void keepsToItsLimitsOnEveryConnection() throws Exception {
    assertThat(one("SELECT current_setting('threads')")).isEqualTo(1L);
    assertThat(one("SELECT current_setting('memory_limit')")).isEqualTo("64.0 MiB");
    assertThat(one("SELECT current_setting('TimeZone')")).isEqualTo("UTC");
  }
}
