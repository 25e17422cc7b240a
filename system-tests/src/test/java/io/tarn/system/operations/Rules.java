package io.tarn.system.operations;

import io.tarn.system.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The chart's alerts, and the metrics that they and the dashboard ask for. */
final class Rules {
  private static final Path FILES = Checkout.root().resolve("helm/tarn/files");

  /** A metric in PromQL: a name before its selector. */
  private static final Pattern METRIC = Pattern.compile("\\b([a-z][a-z0-9_]+)\\{");

  private static final Pattern DASHBOARD_EXPRESSION =
      Pattern.compile("\"expr\":\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Made by Prometheus itself. */
  private static final Set<String> PROMETHEUS = Set.of("up");

  private Rules() {}

  /**
   * An alert.
   *
   * @param annotations by name
   */
  record Alert(String name, String expression, Map<String, String> annotations) {}

  static List<Alert> alerts() throws IOException {
    Map<String, List<Map<String, Object>>> file =
        new Yaml().load(Files.readString(FILES.resolve("rules.yaml")));
    return file.getOrDefault("groups", List.of()).stream()
        .flatMap(group -> list(group.get("rules")).stream())
        .map(
            rule ->
                new Alert(
                    String.valueOf(rule.get("alert")),
                    String.valueOf(rule.get("expr")),
                    annotations(rule.get("annotations"))))
        .toList();
  }

  /** The names of all metrics that the services must have. */
  static Set<String> metrics() throws IOException {
    Set<String> names = new TreeSet<>();
    Stream.concat(
            alerts().stream().map(Alert::expression),
            DASHBOARD_EXPRESSION
                .matcher(Files.readString(FILES.resolve("grafana.json")))
                .results()
                .map(found -> found.group(1)))
        .flatMap(expression -> METRIC.matcher(expression).results())
        .map(found -> found.group(1))
        .filter(name -> !PROMETHEUS.contains(name))
        .forEach(names::add);
    return names;
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> list(Object rules) {
    return (List<Map<String, Object>>) rules;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> annotations(Object annotations) {
    return (Map<String, String>) annotations;
  }
}
