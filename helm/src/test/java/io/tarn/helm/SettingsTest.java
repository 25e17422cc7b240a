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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the chart writes into a service's settings is what that service reads. */
class SettingsTest {
  static final List<String> environments = Chart.ENVIRONMENTS;

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern MAPPING =
      Pattern.compile(
          "@ConfigMapping\\(prefix = \"([^\"]+)\"\\)(?:\\s*@\\w+(?:\\([^)]*\\))?)*\\s*(?:public"
              + " )?interface \\w+ \\{(.*?)\\n"
              + " *\\}\\n",
          Pattern.DOTALL);
  private static final Pattern METHOD =
      Pattern.compile(
          "(@WithParentName\\s*)?(?:@WithName\\(\"([^\"]+)\"\\)\\s*)?[\\w.<>\\[\\]]+"
              + " (\\w+)\\(\\);");
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(tarn\\.[a-z0-9.-]+)");

  @ParameterizedTest
  @FieldSource("environments")
  void servicesKnowTheirSettings(String environment) throws IOException {
    Map<String, Properties> written = written(Chart.render(environment, Chart.CURRENT));

    assertThat(written.keySet())
        .containsExactlyInAnyOrder(
            "viz-gateway", "ingest-service", "catalog-service", "query-service");
    for (String service : written.keySet()) {
      Set<String> known = known(service);
      assertThat(known).as("settings found in %s", service).hasSizeGreaterThan(8);
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

  /** From the interfaces and the references in a service's sources and in the shared ones. */
  private static Set<String> known(String service) throws IOException {
    Set<String> known = new TreeSet<>();
    for (String module : List.of(service, "libs/rest")) {
      try (Stream<Path> files = Files.walk(PROJECT.resolve(module).resolve("src/main"))) {
        for (Path file :
            files.filter(f -> f.toString().matches(".*\\.(java|properties)")).toList()) {
          String text = Files.readString(file);
          Matcher mapping = MAPPING.matcher(text);
          while (mapping.find()) {
            Matcher method = METHOD.matcher(mapping.group(2));
            while (method.find()) {
              String name = method.group(2) == null ? kebab(method.group(3)) : method.group(2);
              known.add(mapping.group(1) + (method.group(1) == null ? "." + name : ""));
            }
          }
          Matcher reference = REFERENCE.matcher(text);
          while (reference.find()) {
            known.add(reference.group(1));
          }
        }
      }
    }
    return known;
  }

  private static String kebab(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
  }
}
