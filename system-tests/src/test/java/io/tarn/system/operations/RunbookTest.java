package io.tarn.system.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.tarn.system.Checkout;
import io.tarn.system.operations.Rules.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Alerts, runbook and monitoring page say the same. */
class RunbookTest {
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");

  @Test
  void eachAlertHasItsSection() throws IOException {
    List<String> sections =
        SECTION.matcher(page("runbook.md")).results().map(found -> found.group(1)).toList();

    assertThat(Rules.alerts()).isNotEmpty();
    assertThat(sections)
        .containsExactlyInAnyOrderElementsOf(Rules.alerts().stream().map(Alert::name).toList());
  }

  @Test
  void eachAlertPointsToItsSection() throws IOException {
    for (Alert alert : Rules.alerts()) {
      assertThat(alert.annotations())
          .as(alert.name())
          .containsKeys("summary", "description")
          .hasValueSatisfying(
              new org.assertj.core.api.Condition<>(
                  value ->
                      value.endsWith(
                          "docs/operations/runbook.md#" + alert.name().toLowerCase(Locale.ROOT)),
                  "the address of its section"));
    }
  }

  @Test
  void eachMetricThatIsAskedForIsExplained() throws IOException {
    String page = page("monitoring.md");

    assertThat(Rules.metrics())
        .isNotEmpty()
        .allSatisfy(metric -> assertThat(page).contains(metric.replaceFirst("_(sum|max)$", "")));
  }

  private static String page(String name) throws IOException {
    return Files.readString(Checkout.root().resolve("docs/operations").resolve(name));
  }
}
