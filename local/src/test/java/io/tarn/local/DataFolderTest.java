package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
  @TempDir Path temp;

  @Test
  void isReadableByItsOwnerOnly() throws Exception {
    DataFolder folder = new DataFolder(temp.resolve("deep/in a/lake"));
    folder.prepare(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.secrets())))
        .isEqualTo("rwx------");
  }

  @Test
  void isHeldByOneLakeAtATime() throws Exception {
    DataFolder folder = new DataFolder(temp.resolve("lake"));
    folder.prepare(0);
    try (DataFolder.Hold first = folder.hold().orElseThrow()) {
      assertThat(folder.hold()).isEmpty();
    }
    try (DataFolder.Hold again = folder.hold().orElseThrow()) {
      assertThat(again).isNotNull();
    }
  }

  @Test
  void saysThatAFileIsInTheWay() throws Exception {
    Path file = Files.createFile(temp.resolve("lake"));
    assertThatThrownBy(() -> new DataFolder(file).prepare(0))
        .isInstanceOf(LauncherException.class)
        .hasMessage("The data folder %s is a file: choose another with --data DIR.", file);
    assertThatThrownBy(() -> new DataFolder(file.resolve("below")).prepare(0))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("cannot be made")
        .hasMessageContaining("Choose another with --data DIR");
  }

  @Test
  void saysThatTheDiskIsFull() {
    DataFolder folder = new DataFolder(temp.resolve("lake"));
    assertThatThrownBy(() -> folder.prepare(1L << 60))
        .isInstanceOf(LauncherException.class)
        .hasMessageMatching(
            "The disk of .*/lake is full: [0-9,]+ MiB are free, and a lake needs [0-9,]+ MiB to start\\. Free some space, or choose another disk with --data DIR\\.");
  }
}
