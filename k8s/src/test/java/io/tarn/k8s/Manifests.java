package io.tarn.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The objects of one environment, by whichever way they were made. Names of the chart's objects are
 * read without the release's name before them.
 */
record Manifests(List<JsonNode> objects) {
  static final List<String> SERVICES =
      List.of("catalog-service", "ingest-service", "query-service", "viz-gateway");

  static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

  private static final String RELEASE = "lake-tarn-";
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** By {@code kubectl kustomize}. */
  static Manifests ofOverlay(String environment) throws IOException, InterruptedException {
    Process kubectl =
        new ProcessBuilder(
                "kubectl", "kustomize", PROJECT.resolve("k8s/overlays/" + environment).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String text = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (kubectl.waitFor() != 0) {
      throw new AssertionError("kubectl kustomize refuses the overlay " + environment);
    }
    return parse(text);
  }

  /** By Helm, with the environment's values. */
  static Manifests ofChart(String environment) {
    Path chart = PROJECT.resolve("helm/tarn");
    return parse(
        new Helm(chart)
            .template()
            .withName("lake")
            .withNamespace("tarn")
            .withKubeVersion("1.34.0")
            .withValuesFile(chart.resolve("values-" + environment + ".yaml"))
            .call());
  }

  static Manifests parse(String text) {
    try (MappingIterator<JsonNode> all =
        YAML.readerFor(JsonNode.class).readValues(text.replace(RELEASE, ""))) {
      return new Manifests(all.readAll().stream().filter(JsonNode::isObject).toList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether {@code kubectl} is on this machine. */
  static boolean hasKubectl() {
    String path = String.valueOf(System.getenv("PATH"));
    for (String folder : path.split(":", -1)) {
      if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, "kubectl"))) {
        return true;
      }
    }
    return false;
  }

  /** These, with what is named in the order of the names: quarkus-kubernetes writes it in any. */
  Manifests inOrder() {
    return new Manifests(
        objects.stream()
            .map(each -> sorted(each.deepCopy()))
            .sorted(Comparator.comparing(each -> each.path("kind").asText()))
            .toList());
  }

  private static JsonNode sorted(JsonNode node) {
    if (node instanceof ArrayNode array && array.path(0).has("name")) {
      List<JsonNode> items = new ArrayList<>();
      array.forEach(items::add);
      items.sort(Comparator.comparing(each -> each.path("name").asText()));
      array.removeAll().addAll(items);
    }
    node.forEach(Manifests::sorted);
    return node;
  }

  Optional<JsonNode> find(String kind, String name) {
    return objects.stream()
        .filter(each -> each.path("kind").asText().equals(kind))
        .filter(each -> each.at("/metadata/name").asText().equals(name))
        .findFirst();
  }

  JsonNode object(String kind, String name) {
    return find(kind, name).orElseThrow(() -> new NoSuchElementException(kind + " " + name));
  }

  /** The only container of a service's pods. */
  JsonNode container(String service) {
    return object("Deployment", service).at("/spec/template/spec/containers/0");
  }

  /** The settings that a service's pods are given in files. */
  Map<String, String> settings(String service) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (JsonNode each : objects) {
      if (each.path("kind").asText().equals("ConfigMap")) {
        boolean own = each.at("/metadata/name").asText().matches(service + "(-[a-z0-9]{10})?");
        for (Map.Entry<String, JsonNode> file : each.path("data").properties()) {
          if (own || file.getKey().equals(service + ".properties")) {
            Properties properties = new Properties();
            properties.load(new StringReader(file.getValue().asText()));
            properties.forEach((key, value) -> settings.put(key.toString(), value.toString()));
          }
        }
      }
    }
    return settings;
  }
}
