package io.tarn.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The chart {@code helm/tarn}, lint and rendering. */
final class Chart {
  /** Each has its {@code values-<name>.yaml}. */
  static final List<String> ENVIRONMENTS = List.of("dev", "staging", "prod-aws");

  /** Kubernetes versions: the oldest that the chart supports, and a current one. */
  static final String OLDEST = "1.20.0";

  static final String CURRENT = "1.34.0";

  static final Path FOLDER = Path.of("tarn").toAbsolutePath();

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Chart() {}

  static Path values(String environment) {
    return FOLDER.resolve("values-" + environment + ".yaml");
  }

  /** What {@code helm lint --strict} says of the chart with an environment's values. */
  static LintResult lint(String environment, Path scratch) throws IOException {
    // lint knows no values files: it sees the environment's values as the chart's own
    Path copy = scratch.resolve("tarn");
    copyTree(FOLDER, copy);
    JsonNode merged =
        merged(
            YAML.readTree(Files.readString(FOLDER.resolve("values.yaml"))),
            YAML.readTree(Files.readString(values(environment))));
    YAML.writeValue(copy.resolve("values.yaml").toFile(), merged);
    return new Helm(copy).lint().strict().call();
  }

  /** The manifests for an environment; settings are given as {@code --set} takes them. */
  static List<JsonNode> render(String environment, String kubernetes, Map<String, Object> settings)
      throws IOException {
    TemplateCommand command =
        new Helm(FOLDER)
            .template()
            .withName("lake")
            .withNamespace("data")
            .withKubeVersion(kubernetes)
            .withValuesFile(values(environment));
    settings.forEach(command::set);
    return documents(command.call());
  }

  static List<JsonNode> render(String environment, String kubernetes) throws IOException {
    return render(environment, kubernetes, Map.of());
  }

  /** What the values file of an environment means together with the defaults. */
  static JsonNode read(Path yaml) throws IOException {
    return YAML.readTree(Files.readString(yaml));
  }

  static List<JsonNode> documents(String text) throws IOException {
    try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
      return all.readAll().stream().filter(JsonNode::isObject).toList();
    }
  }

  private static JsonNode merged(JsonNode base, JsonNode over) {
    if (!base.isObject() || !over.isObject()) {
      return over;
    }
    var result = base.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy();
    over.properties()
        .forEach(
            entry -> {
              JsonNode below = result.get(entry.getKey());
              result.set(
                  entry.getKey(),
                  below == null ? entry.getValue() : merged(below, entry.getValue()));
            });
    return result;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
