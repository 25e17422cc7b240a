package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingLogTest {
  @TempDir Path temp;

  @Test
  void keepsTwoFilesOfBoundedSize() throws Exception {
    Path file = temp.resolve("x.log");
    try (RollingLog log = new RollingLog(file, 100)) {
      for (int i = 0; i < 100; i++) {
        log.accept("line " + i);
      }
    }
    assertThat(Files.size(file)).isLessThanOrEqualTo(100);
    assertThat(Files.size(temp.resolve("x.log.1"))).isLessThanOrEqualTo(100);
    assertThat(Files.readAllLines(file)).last().isEqualTo("line 99");
    try (var files = Files.list(temp)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void goesOnInTheSameFile() throws Exception {
    Path file = temp.resolve("x.log");
    try (RollingLog log = new RollingLog(file, 1000)) {
      log.accept("one");
    }
    try (RollingLog log = new RollingLog(file, 1000)) {
      log.accept("two");
    }
    assertThat(file).hasContent("one\ntwo\n");
  }

  @Test
  void saysHowManyLinesTheDiskDidNotTake() throws Exception {
    Path file = temp.resolve("gone/x.log");
    try (RollingLog log = new RollingLog(file, 1000)) {
      log.accept("one");
      log.accept("two");
      Files.createDirectory(temp.resolve("gone"));
      log.accept("three");
    }
    assertThat(file).hasContent("(2 lines are missing here: the disk took none)\nthree\n");
  }
}
