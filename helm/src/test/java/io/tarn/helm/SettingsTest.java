package io.tarn.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the chart writes into a service's settings is what that service reads. */
class SettingsTest {
  static final List<String> environments = Chart.ENVIRONMENTS;

  private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");

  /** A row of the reference: key, value, default, services. */
  private static final Pattern ROW =
      Pattern.compile("^\\| `(tarn\\.[^`]+)` \\|[^|]*\\|[^|]*\\|([^|]*)\\|", Pattern.MULTILINE);

  @ParameterizedTest
  @FieldSource("environments")
  void servicesKnowTheirSettings(String environment) throws IOException {
    Map<String, Properties> written = written(Chart.render(environment, Chart.CURRENT));

    assertThat(written.keySet())
        .containsExactlyInAnyOrder(
            "viz-gateway", "ingest-service", "catalog-service", "query-service");
    for (String service : written.keySet()) {
      Set<String> known = known(service.replaceAll("-service|viz-", ""));
      assertThat(known).as("settings of %s in the reference", service).hasSizeGreaterThan(8);
      assertThat(tarnKeys(written.get(service))).as(service).isSubsetOf(known);
    }
  }

  private static Set<String> tarnKeys(Properties settings) {
    return settings.stringPropertyNames().stream()
        .filter(key -> key.startsWith("tarn."))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The settings files in the ConfigMap, by service. */
  private static Map<String, Properties> written(List<JsonNode> manifests) throws IOException {
    Map<String, Properties> files = new TreeMap<>();
    for (JsonNode manifest : manifests) {
      for (var entry : manifest.path("data").properties()) {
        if (entry.getKey().endsWith(".properties")) {
          Properties properties = new Properties();
          properties.load(new StringReader(entry.getValue().asText()));
          files.put(entry.getKey().replace(".properties", ""), properties);
        }
      }
    }
    return files;
  }

  private static Set<String> known(String service) throws IOException {
    Set<String> known = new TreeSet<>();
    Matcher row = ROW.matcher(Files.readString(REFERENCE));
    while (row.find()) {
      if (row.group(2).contains("all") || row.group(2).contains(service)) {
        known.add(row.group(1));
      }
    }
    return known;
  }
}
