package io.tarn.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPackTest {
  @TempDir Path temp;

  @Test
  void namesTablesByTheirFiles() {
    assertThat(DemoPack.table("studentInfo.csv")).isEqualTo("studentinfo");
    assertThat(DemoPack.table("studentVle.csv.gz")).isEqualTo("studentvle");
    assertThat(DemoPack.table("vle.csv.zst")).isEqualTo("vle");
    assertThat(DemoPack.table("a.b.parquet")).isEqualTo("a.b");
  }

  @Test
  void takesDataAndDashboardsAndLeavesTheRest() throws Exception {
    Path pack = Files.createDirectory(temp.resolve("sample"));
    Files.writeString(pack.resolve("README.md"), "x");
    Files.writeString(pack.resolve("b.csv"), "x");
    Files.writeString(pack.resolve("A.csv.gz"), "x");
    Files.writeString(pack.resolve("dashboard.json"), "{\"id\":\"main\"}");
    DemoPack read = DemoPack.read(pack);
    assertThat(read.name()).isEqualTo("sample");
    assertThat(read.tables()).extracting(DemoPack.Table::name).containsExactly("a", "b");
    assertThat(read.dashboards()).extracting(DemoPack.Dashboard::id).containsExactly("main");
  }

  @Test
  void saysThatThePackIsMissing() {
    assertThatThrownBy(() -> DemoPack.read(temp.resolve("none")))
        .isInstanceOf(LauncherException.class)
        .hasMessageContaining("fetch the whole repository");
  }
}
