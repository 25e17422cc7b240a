package io.tarn.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The alerts and the dashboard. promtool is of Debian's package {@code prometheus}, which is
 * unpacked where it is absent and apt is there.
 */
class RulesTest {
  @TempDir Path scratch;

  @Test
  void promtoolAcceptsTheRules() throws Exception {
    Path rules = scratch.resolve("rules.yaml");
    new ObjectMapper(new YAMLFactory()).writeValue(rules.toFile(), rules().path("spec"));

    String said = run(promtool(), "check", "rules", "--lint=all", rules.toString());

    assertThat(said).contains("SUCCESS: " + alerts().size() + " rules found");
  }

  @Test
  void alertsFireWhenTheyShouldAndOnlyThen() throws Exception {
    Path rules = scratch.resolve("rules.yaml");
    new ObjectMapper(new YAMLFactory()).writeValue(rules.toFile(), rules().path("spec"));
    Files.copy(Path.of("src/test/resources/rules-test.yaml"), scratch.resolve("test.yaml"));

    String said = run(promtool(), "test", "rules", scratch.resolve("test.yaml").toString());

    assertThat(said).contains("SUCCESS");
  }

  @Test
  void everyAlertSaysWhatItIsAndLeadsToTheRunbook() throws IOException {
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(
            alert -> {
              String name = alert.path("alert").asText();
              assertThat(alert.at("/annotations/summary").asText()).isNotEmpty();
              assertThat(alert.at("/annotations/description").asText()).isNotEmpty();
              assertThat(alert.at("/labels/severity").asText()).isIn("warning", "critical");
              assertThat(alert.at("/annotations/runbook").asText())
                  .isEqualTo(
                      "docs/operations/runbook.md#" + name.toLowerCase(java.util.Locale.ROOT));
            });
  }

  @Test
  void dashboardHasAQueryInEveryPanel() throws IOException {
    JsonNode dashboard =
        new ObjectMapper().readTree(Files.readString(Chart.FOLDER.resolve("files/grafana.json")));

    assertThat(dashboard.path("panels"))
        .hasSizeGreaterThan(8)
        .allSatisfy(panel -> assertThat(panel.at("/targets/0/expr").asText()).isNotEmpty());
  }

  private static JsonNode rules() throws IOException {
    return Chart.render("prod-aws", Chart.CURRENT).stream()
        .filter(manifest -> manifest.path("kind").asText().equals("PrometheusRule"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> alerts() throws IOException {
    List<JsonNode> alerts = new ArrayList<>();
    rules().at("/spec/groups").forEach(group -> group.path("rules").forEach(alerts::add));
    return alerts;
  }

  private String promtool() throws IOException, InterruptedException {
    Optional<String> installed =
        Stream.of("/usr/bin/promtool", "/usr/local/bin/promtool")
            .filter(place -> Files.isExecutable(Path.of(place)))
            .findFirst();
    if (installed.isPresent()) {
      return installed.get();
    }
    Path kept = Path.of("target/promtool").toAbsolutePath();
    Path program = kept.resolve("usr/bin/promtool");
    if (Files.isExecutable(program)) {
      return program.toString();
    }
    if (!Files.isExecutable(Path.of("/usr/bin/apt-get"))) {
      abort(
          "promtool is not installed: the rules are not checked (Debian: apt install prometheus)");
    }
    // the package alone, unpacked: nothing is installed, and no server starts
    run("apt-get", "download", "prometheus");
    try (Stream<Path> files = Files.list(scratch)) {
      Path archive =
          files.filter(file -> file.toString().endsWith(".deb")).findFirst().orElseThrow();
      run("dpkg-deb", "--extract", archive.toString(), kept.toString());
    }
    return program.toString();
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(scratch, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(scratch.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new IllegalStateException(String.join(" ", command) + " did not end");
    }
    String said = Files.readString(output);
    assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), said).isZero();
    return said;
  }
}
