package io.tarn.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.local.report.TestReport.Counts;
import io.tarn.local.report.TestReport.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportTest {
  @TempDir Path project;

  private void report(String module, String kind, String name, String xml) throws Exception {
    Path folder = project.resolve(module).resolve("target").resolve(kind);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("TEST-" + name + ".xml"), xml);
  }

  @Test
  void countsUnitAndIntegrationTestsOfEachModule() throws Exception {
    report(
        "libs/one",
        "surefire-reports",
        "A",
        "<testsuite tests='3' errors='1' failures='1' skipped='0'><testcase classname='A' name='x'><error>no</error></testcase><testcase classname='A' name='y'><failure/></testcase><testcase classname='A' name='z'/></testsuite>");
    report(
        "libs/one",
        "failsafe-reports",
        "AIT",
        "<testsuite tests='2' errors='0' failures='0' skipped='1'><testcase classname='AIT' name='s'><skipped message='no docker'/></testcase></testsuite>");
    report(
        "two",
        "surefire-reports",
        "B",
        "<testsuite tests='4' errors='0' failures='0' skipped='0'/>");
    Summary summary = TestReport.read(project);
    assertThat(summary.modules())
        .containsEntry("libs/one", new Counts(5, 2, 1))
        .containsEntry("two", new Counts(4, 0, 0));
    assertThat(summary.total()).isEqualTo(new Counts(9, 2, 1));
    assertThat(summary.failed()).containsExactly("A.x", "A.y");
    assertThat(TestReport.lines(summary))
        .contains("FAILED   A.x", "FAILED   A.y", "SKIPPED  AIT.s: no docker");
  }

  @Test
  void saysThatNothingWasRun() throws Exception {
    assertThat(TestReport.lines(TestReport.read(project))).last().isEqualTo("No test was run.");
  }
}
